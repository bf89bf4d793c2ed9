/** What stands in the way of closing a case, field by field. Pure. */

import type { Closing } from "../../api-types.ts";
import { closingWords as words } from "../words/closing.ts";

export interface Draft {
  outcome: Closing["outcome"] | "";
  summary: string;
  word: string;
  override: string;
}

export type Field = "outcome" | "override" | "summary" | "word";

/** `open`: how many mandatory steps are not done. */
export function faults(draft: Draft, open: number): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  if (!draft.outcome) found.outcome = words.outcomeMissing;
  if (open && !draft.override.trim()) found.override = words.overrideMissing;
  if (!draft.summary.trim()) found.summary = words.summaryMissing;
  return found;
}

/** The body of the call; only for a draft without faults. No override is said where nothing was open. */
export function closingOf(draft: Draft, open: number): Closing {
  return {
    outcome: draft.outcome as Closing["outcome"],
    summary: draft.summary.trim(),
    word: draft.word.trim(),
    override: open ? draft.override.trim() : null,
  };
}
