/** The calls of closing a case. */

import type { CaseSummary, Closing, ClosingState } from "../../api-types.ts";
import { get, post } from "../api.ts";

/** Which steps are mandatory depends on how it ends: those of a claim are not, once the money is back. */
export function closingState(conversation: string, outcome: Closing["outcome"] | null): Promise<ClosingState> {
  return get<ClosingState>(`${path(conversation)}/closing${outcome ? `?outcome=${outcome}` : ""}`);
}

export function tickStep(conversation: string, step: string): Promise<unknown> {
  return post(`${path(conversation)}/steps/${encodeURIComponent(step)}`, { outcome: "done" });
}

export function closeCase(conversation: string, closing: Closing): Promise<unknown> {
  return post(`${path(conversation)}/close`, closing);
}

/** `background`: the page asks by itself. */
export function caseSummary(conversation: string, signal: AbortSignal, background: boolean): Promise<CaseSummary> {
  return get<CaseSummary>(`${path(conversation)}/summary`, signal, background);
}

function path(conversation: string): string {
  return `/conversations/${encodeURIComponent(conversation)}`;
}
