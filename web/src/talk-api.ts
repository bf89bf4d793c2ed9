/** The calls about a conversation that are no words in it: recall, consent, rating, who writes. */

import type { Accepted, Consent, Rating, Texts } from "./contract.ts";
import { authorization, done, json, path, posting, type Key } from "./desk-call.ts";

/** `client_at`: what the phone's clock showed. */
export function recall(key: Key, seq: number, client_at: string): Promise<Accepted> {
  return json<Accepted>(`${path(key)}/messages/${seq}/recall`, posting({ client_at }, authorization(key)));
}

export function consentOf(key: Key): Promise<Consent> {
  return json<Consent>(`${path(key)}/consent`, { headers: authorization(key) });
}

export function consentTo(key: Key, version: string, sensitive: boolean): Promise<Consent> {
  return json<Consent>(`${path(key)}/consent`, posting({ version, sensitive }, authorization(key)));
}

export async function rate(key: Key, rating: Rating): Promise<void> {
  await json<unknown>(`${path(key)}/rating`, posting(rating, authorization(key)));
}

/** `token`: the host's signed word on who writes. */
export async function identify(key: Key, token: string): Promise<void> {
  await json<unknown>(`${path(key)}/identity`, posting({ token }, authorization(key)));
}

/** Whether the merchant types just now; nothing is kept of it. */
export async function typing(key: Key, on: boolean): Promise<void> {
  await done(`${path(key)}/typing`, posting({ on }, authorization(key)));
}

export function texts(): Promise<Texts> {
  return json<Texts>("/texts", {});
}
