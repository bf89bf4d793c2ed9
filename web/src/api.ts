/** The calls of the merchant API. Each returns what the contract says or throws a DeskError. */

import type {
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
import { judge, unreachable } from "./desk-error.ts";
import { fileName } from "./file-name.ts";

export interface Key {
  id: string;
  token: string;
}

export interface NamedFile {
  name: string;
  content: Blob;
}

const BASE = "/api/v1";
const PATIENCE = 15_000;

export function openConversation(): Promise<Opened> {
  return json<Opened>("/conversations", { method: "POST" });
}

export async function send(key: Key, client_message_id: string, said: Said): Promise<Message> {
  const body = JSON.stringify({ client_message_id, ...said });
  const answer = await json<{ message: Message }>(`${path(key)}/messages`, {
    method: "POST",
    headers: { ...authorization(key), "Content-Type": "application/json" },
    body,
  });
  return answer.message;
}

export async function messagesAfter(key: Key, seq: number): Promise<Message[]> {
  const url = `${path(key)}/messages?after=${seq}`;
  return (await json<{ messages: Message[] }>(url, { headers: authorization(key) })).messages;
}

export function caseOf(key: Key): Promise<CaseView> {
  return json<CaseView>(`${path(key)}/case`, { headers: authorization(key) });
}

/** What can be written for a case of this conversation. */
export async function papersOf(key: Key, number: string): Promise<Paper[]> {
  const url = `${path(key)}/papers?case=${encodeURIComponent(number)}`;
  return (await json<{ papers: Paper[] }>(url, { headers: authorization(key) })).papers;
}

export function paperFile(key: Key, paper: PaperShown, format: PaperFormat): Promise<NamedFile> {
  const name = `${paper.kind}.${format}`;
  const url = `${path(key)}/papers/${encodeURIComponent(name)}?case=${encodeURIComponent(paper.case)}`;
  return whole(url, { headers: authorization(key) }, async (answer) => ({
    name: fileName(answer.headers.get("Content-Disposition")) ?? name,
    content: await answer.blob(),
  }));
}

export function makeSecret(key: Key): Promise<SecretMade> {
  return json<SecretMade>(`${path(key)}/secret`, { method: "POST", headers: authorization(key) });
}

export function resume(case_number: string, secret: string): Promise<Resumed> {
  const body = JSON.stringify({ case_number, secret });
  const headers = { "Content-Type": "application/json" };
  return json<Resumed>("/resume", { method: "POST", headers, body });
}

/** The live stream from after `seq`. It stays open until `signal` is aborted. */
export async function stream(
  key: Key,
  seq: number,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const headers = {
    ...authorization(key),
    Accept: "text/event-stream",
    "Last-Event-ID": String(seq),
  };
  const answer = await ask(`${path(key)}/stream`, { headers, signal, cache: "no-store" });
  if (!answer.body) throw unreachable();
  return answer.body;
}

function json<T>(url: string, init: RequestInit): Promise<T> {
  return whole(url, init, async (answer) => (await answer.json()) as T);
}

/** An answer with all of its body, or none. */
async function whole<T>(
  url: string,
  init: RequestInit,
  read: (answer: Response) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE);
  try {
    const answer = await ask(url, { ...init, signal: late.signal, cache: "no-store" });
    return await read(answer);
  } catch (error) {
    throw error instanceof TypeError || late.signal.aborted || error instanceof SyntaxError
      ? unreachable()
      : error;
  } finally {
    clearTimeout(timer);
  }
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(BASE + url, init).catch(() => Promise.reject(unreachable()));
  if (!answer.ok) throw judge(answer.status, await answer.json().catch(() => null));
  return answer;
}

function path(key: Key): string {
  return `/conversations/${encodeURIComponent(key.id)}`;
}

function authorization(key: Key): { Authorization: string } {
  return { Authorization: `Bearer ${key.token}` };
}
