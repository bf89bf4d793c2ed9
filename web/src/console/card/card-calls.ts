/** The calls of the assistant's card. */

import type { Card, Correcting, Readable, Verdict } from "../../api-types.ts";
import { get, post } from "../api.ts";

/** `background`: the page asks by itself. */
export function cardOf(conversation: string, seq: number, signal: AbortSignal, background: boolean): Promise<Card> {
  return get<Card>(`${path(conversation)}/card/${seq}`, signal, background);
}

export function judge(conversation: string, seq: number, verdict: Verdict): Promise<unknown> {
  return post(`${path(conversation)}/card/${seq}/verdict`, verdict);
}

export function correct(conversation: string, correcting: Correcting): Promise<unknown> {
  return post(`${path(conversation)}/corrections`, correcting);
}

/** All that a message can be read as. */
export function readable(): Promise<Readable> {
  return get<Readable>("/readable");
}

function path(conversation: string): string {
  return `/conversations/${encodeURIComponent(conversation)}`;
}
