/** The calls of the merchant API. Each returns what the contract says or throws a DeskError. */

import type {
  Accepted,
  CaseView,
  Message,
  Opened,
  Paper,
  PaperFormat,
  PaperShown,
  Resumed,
  Said,
  SecretMade,
} from "./contract.ts";
import { abortedWith, ask, authorization, file, json, path, posting, type Key, type NamedFile } from "./desk-call.ts";
import { DeskError, unreachable } from "./desk-error.ts";

export function openConversation(): Promise<Opened> {
  return json<Opened>("/conversations", { method: "POST" });
}

/**
 * `client_at`: what the phone's clock showed; like the id, the same each time that it is sent. A clock
 * that the desk can't read must not keep the words back: they are sent without it.
 */
export async function send(key: Key, client_message_id: string, client_at: string, said: Said): Promise<Accepted> {
  const post = (body: object) => json<Accepted>(`${path(key)}/messages`, posting(body, authorization(key)));
  try {
    return await post({ client_message_id, client_at, ...said });
  } catch (error) {
    if (!(error instanceof DeskError && error.code === "bad_client_at")) throw error;
    return post({ client_message_id, ...said });
  }
}

/** `within`: in milliseconds. */
export async function messagesAfter(
  key: Key,
  seq: number,
  within?: number,
  signal?: AbortSignal,
): Promise<Message[]> {
  const url = `${path(key)}/messages?after=${seq}`;
  return (await json<{ messages: Message[] }>(url, { headers: authorization(key), signal }, within)).messages;
}

export function caseOf(key: Key, signal?: AbortSignal): Promise<CaseView> {
  return json<CaseView>(`${path(key)}/case`, { headers: authorization(key), signal });
}

/** What can be written for a case of this conversation. */
export async function papersOf(key: Key, number: string): Promise<Paper[]> {
  const url = `${path(key)}/papers?case=${encodeURIComponent(number)}`;
  return (await json<{ papers: Paper[] }>(url, { headers: authorization(key) })).papers;
}

export function paperFile(key: Key, paper: PaperShown, format: PaperFormat): Promise<NamedFile> {
  const name = `${paper.kind}.${format}`;
  const url = `${path(key)}/papers/${encodeURIComponent(name)}?case=${encodeURIComponent(paper.case)}`;
  return file(url, { headers: authorization(key) }, name);
}

export function makeSecret(key: Key): Promise<SecretMade> {
  return json<SecretMade>(`${path(key)}/secret`, { method: "POST", headers: authorization(key) });
}

export function resume(case_number: string, secret: string): Promise<Resumed> {
  return json<Resumed>("/resume", posting({ case_number, secret }));
}

/** The live stream from after `seq`. It stays open until `signal` is aborted; `within`: until it begins. */
export async function stream(
  key: Key,
  seq: number,
  signal: AbortSignal,
  within: number,
): Promise<ReadableStream<Uint8Array>> {
  const headers = {
    ...authorization(key),
    Accept: "text/event-stream",
    "Last-Event-ID": String(seq),
  };
  const either = abortedWith(signal);
  const timer = setTimeout(() => either.abort(), within);
  try {
    const answer = await ask(`${path(key)}/stream`, { headers, signal: either.signal, cache: "no-store" });
    if (!answer.body) throw unreachable();
    return answer.body;
  } finally {
    clearTimeout(timer);
  }
}
