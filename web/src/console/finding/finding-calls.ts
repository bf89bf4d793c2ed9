/** The calls of searching: what the bot knows, and what was said. */

import type { FoundAll, Hits } from "../../api-types.ts";
import { get } from "../api.ts";

export function searchKnowledge(q: string, family: string | null, signal: AbortSignal): Promise<Hits> {
  return get<Hits>(`/knowledge?${new URLSearchParams(family ? { q, family } : { q })}`, signal);
}

export function searchTranscripts(q: string, offset: number, signal: AbortSignal): Promise<FoundAll> {
  return get<FoundAll>(`/search?${new URLSearchParams({ q, offset: String(offset) })}`, signal);
}
