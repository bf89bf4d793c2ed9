/** The calls of the queue: who waits, and who talks with whom. */

import { get, post } from "./api.ts";
import type { Hold, Queue, Rows } from "../api-types.ts";
import type { HoldState } from "./contract.ts";

export interface Filter {
  state?: HoldState;
  family?: string;
  phase?: string;
  status?: string;
  agent?: string;
  before?: string;
}

export function queue(): Promise<Queue> {
  return get("/queue", undefined, true);
}

/** `byItself`: a list that keeps itself up to date. */
export function conversations(filter: Filter, signal: AbortSignal, byItself = false): Promise<Rows> {
  const asked = Object.entries(filter).filter(([, value]) => value);
  const query = new URLSearchParams(Object.fromEntries(asked)).toString();
  return get(`/conversations${query ? `?${query}` : ""}`, signal, byItself);
}

export function claim(conversation: string): Promise<Hold> {
  return post(`${path(conversation)}/claim`);
}

export function assign(conversation: string, agent: string): Promise<Hold> {
  return post(`${path(conversation)}/assign`, { agent });
}

/** Without an agent: back into the queue. */
export function transfer(conversation: string, agent: string | null, word: string): Promise<Hold> {
  return post(`${path(conversation)}/transfer`, { agent, word });
}

export function accept(conversation: string): Promise<Hold> {
  return post(`${path(conversation)}/transfer/accept`);
}

/** What was offered; also to take one's own offer back. */
export function refuse(conversation: string, word: string): Promise<Hold> {
  return post(`${path(conversation)}/transfer/refuse`, { word });
}

export function handBack(conversation: string, word: string): Promise<Hold> {
  return post(`${path(conversation)}/hand-back`, { word });
}

export function path(conversation: string): string {
  return `/conversations/${encodeURIComponent(conversation)}`;
}
