/** Words that were just taken back, so that they can be written again. In memory, and not for long. */

import { shallowReactive } from "vue";

const KEPT = 5 * 60_000;

const words = shallowReactive(new Map<number, string>());

export function keepRecalled(seq: number, text: string): void {
  words.set(seq, text);
  setTimeout(() => words.delete(seq), KEPT);
}

/** What the message with this seq said; null when that is over, or was on another phone. */
export function recalledWords(seq: number): string | null {
  return words.get(seq) ?? null;
}
