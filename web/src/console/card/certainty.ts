/** How sure a reading is, in a word and in per cent. Pure. */

export type Certainty = "high" | "middle" | "low";

const HIGH = 0.8;
const MIDDLE = 0.5;

/** `sure`: whether the bot acted on it; what it did not act on is never called certain. */
export function certainty(confidence: number, sure: boolean): Certainty {
  if (sure && confidence >= HIGH) return "high";
  return confidence >= MIDDLE ? "middle" : "low";
}

/** Never 100 while there is any doubt, nor 0 while there is any hope. */
export function percent(share: number): number {
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return 99;
  if (rounded === 0 && share > 0) return 1;
  return Math.min(100, Math.max(0, rounded));
}
