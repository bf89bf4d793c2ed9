/** What is still missing in a correction before it can go to the supervisor. Pure. */

import { cardWords } from "../words/card.ts";

const words = cardWords.correcting;

export interface Draft {
  what: "intent" | "fact";
  intent: string;
  fact: string;
  value: string;
  /** There is no such fact in the message. */
  absent: boolean;
  reason: string;
}

export type Field = "intent" | "fact" | "value" | "reason";

/** By field, in the order of the form. */
export function faults(draft: Draft): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  if (draft.what === "intent" && !draft.intent) found.intent = words.pickIntent;
  if (draft.what === "fact" && !draft.fact) found.fact = words.pickFact;
  if (draft.what === "fact" && !draft.absent && !draft.value.trim()) found.value = words.giveValue;
  if (!draft.reason.trim()) found.reason = words.giveReason;
  return found;
}
