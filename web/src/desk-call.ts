/** One call to the desk: asked, waited for, and read whole, or a DeskError thrown. */

import { judge, unreachable } from "./desk-error.ts";
import { fileName } from "./file-name.ts";

/** What opens a conversation. */
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

export function json<T>(url: string, init: RequestInit, patience?: number): Promise<T> {
  return whole(url, init, async (answer) => (await answer.json()) as T, patience);
}

/** An answer that says nothing but that it is done. */
export function done(url: string, init: RequestInit): Promise<void> {
  return whole(url, init, async () => {});
}

/** A file, under the name that the desk gives it. */
export function file(url: string, init: RequestInit, otherwise: string, patience?: number): Promise<NamedFile> {
  const read = async (answer: Response): Promise<NamedFile> => ({
    name: fileName(answer.headers.get("Content-Disposition")) ?? otherwise,
    content: await answer.blob(),
  });
  return whole(url, init, read, patience);
}

/** An answer with all of its body, or none; `patience` in milliseconds. */
async function whole<T>(
  url: string,
  init: RequestInit,
  read: (answer: Response) => Promise<T>,
  patience = PATIENCE,
): Promise<T> {
  const late = abortedWith(init.signal);
  const timer = setTimeout(() => late.abort(), patience);
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

/** AbortSignal.any, which old phones don't have. */
export function abortedWith(signal: AbortSignal | null | undefined): AbortController {
  const either = new AbortController();
  if (signal?.aborted) either.abort();
  signal?.addEventListener("abort", () => either.abort(), { once: true });
  return either;
}

export function address(url: string): string {
  return BASE + url;
}

export async function ask(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(address(url), init).catch(() => Promise.reject(unreachable()));
  if (!answer.ok) throw judge(answer.status, await answer.json().catch(() => null));
  return answer;
}

/** A request with a body, in JSON. */
export function posting(body: unknown, headers: HeadersInit = {}): RequestInit {
  return {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
}

export function path(key: Key): string {
  return `/conversations/${encodeURIComponent(key.id)}`;
}

export function authorization(key: Key): { Authorization: string } {
  return { Authorization: `Bearer ${key.token}` };
}
