/**
 * A call to the agent API: asked, waited for, and read whole, or a ConsoleError thrown. Addresses are what comes
 * after /api/v1/agent. The session is the cookie's matter; what changes something carries the page's token.
 */

import { fileName } from "../file-name.ts";
import { ConsoleError, judge } from "./problem.ts";

const BASE = "/api/v1/agent";
const PATIENCE = 15_000;
/** A pack or an export is made while one waits. */
const LONG_PATIENCE = 120_000;

/** The page asks by itself, which does not keep an idle session alive: a line that comes back does not either. */
export const BY_ITSELF = { "X-Background": "1" };

export interface NamedFile {
  name: string;
  content: Blob;
}

/** What the page has to know of a refusal before whoever asked: the session is over, something must be done first. */
type Watcher = (error: ConsoleError) => void;

let token = "";
let watcher: Watcher = () => {};

export function setToken(csrf: string): void {
  token = csrf;
}

export function onRefused(watch: Watcher): void {
  watcher = watch;
}

/** `background`: the page asks by itself, which does not keep an idle session alive. */
export function get<T>(url: string, signal?: AbortSignal, background = false): Promise<T> {
  return whole(url, { signal, headers: background ? BY_ITSELF : {} }, read<T>);
}

export function post<T = void>(url: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return whole(url, sending("POST", body, signal), read<T>);
}

export function put<T = void>(url: string, body: unknown): Promise<T> {
  return whole(url, sending("PUT", body), read<T>);
}

export function patch<T = void>(url: string, body: unknown): Promise<T> {
  return whole(url, sending("PATCH", body), read<T>);
}

export function del<T = void>(url: string): Promise<T> {
  return whole(url, sending("DELETE"), read<T>);
}

/** A file, under the name that the desk gives it. */
export function download(url: string, otherwise: string): Promise<NamedFile> {
  const named = async (answer: Response): Promise<NamedFile> => ({
    name: fileName(answer.headers.get("Content-Disposition")) ?? otherwise,
    content: await answer.blob(),
  });
  return whole(url, {}, named, LONG_PATIENCE);
}

/** The address of something that the browser fetches by itself: a picture, a sign-in elsewhere. */
export function address(url: string): string {
  return BASE + url;
}

/** An answer as soon as its head is there; it stays open until `signal` is aborted. */
export async function ask(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(address(url), { ...init, credentials: "same-origin", cache: "no-store" }).catch(() =>
    Promise.reject(new ConsoleError(0)),
  );
  if (answer.ok) return answer;
  const error = judge(answer.status, await answer.json().catch(() => null), answer.headers.get("Retry-After"));
  watcher(error);
  throw error;
}

/** With its body, or not at all; `patience` in milliseconds. */
async function whole<T>(
  url: string,
  init: RequestInit,
  make: (answer: Response) => Promise<T>,
  patience = PATIENCE,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  const stop = () => late.abort();
  init.signal?.addEventListener("abort", stop, { once: true });
  if (init.signal?.aborted) stop();
  try {
    return await make(await ask(url, { ...init, signal: late.signal }));
  } catch (error) {
    throw error instanceof ConsoleError ? error : new ConsoleError(0);
  } finally {
    clearTimeout(timer);
    init.signal?.removeEventListener("abort", stop);
  }
}

async function read<T>(answer: Response): Promise<T> {
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}

function sending(method: string, body?: unknown, signal?: AbortSignal): RequestInit {
  const headers: Record<string, string> = { "X-CSRF-Token": token };
  if (body === undefined) return { method, headers, signal };
  headers["Content-Type"] = "application/json";
  return { method, headers, signal, body: JSON.stringify(body) };
}
