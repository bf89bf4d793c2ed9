/** Sends one file up, and says how far it has gone. fetch can't tell that, XMLHttpRequest can. */

import type { FileAccepted } from "./contract.ts";
import { address, authorization, path, type Key } from "./desk-call.ts";
import { DeskError, judge, unreachable } from "./desk-error.ts";

export interface FileGoing {
  client_message_id: string;
  client_at: string;
  name: string;
  content: Blob;
}

/** Not a byte in so long: the network is away, whatever the phone says. */
const SILENCE = 30_000;

/**
 * `progress`: called with 0 to 1. Aborting `signal` breaks it off; the file may have arrived all the same.
 * A clock that the desk can't read must not keep the file back: it is sent without it. Throws a DeskError.
 */
export async function upload(
  key: Key,
  file: FileGoing,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<FileAccepted> {
  const url = address(`${path(key)}/files`);
  try {
    return await post(url, authorization(key), form(file, true), signal, progress);
  } catch (error) {
    if (!(error instanceof DeskError && error.code === "bad_client_at")) throw error;
    return post(url, authorization(key), form(file, false), signal, progress);
  }
}

function form({ client_message_id, client_at, name, content }: FileGoing, withClock: boolean): FormData {
  const body = new FormData();
  body.append("client_message_id", client_message_id);
  if (withClock) body.append("client_at", client_at);
  body.append("file", content, name);
  return body;
}

function post(
  url: string,
  headers: Record<string, string>,
  body: FormData,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<FileAccepted> {
  const request = new XMLHttpRequest();
  let silent: ReturnType<typeof setTimeout>;
  const heard = () => {
    clearTimeout(silent);
    silent = setTimeout(() => request.abort(), SILENCE);
  };
  const stop = () => request.abort();
  const answered = new Promise<FileAccepted>((resolve, reject) => {
    request.addEventListener("load", () => {
      const said = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && said !== null) resolve(said as FileAccepted);
      else reject(judge(request.status, said));
    });
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => reject(unreachable()));
  });
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    heard();
    if (total > 0) progress(loaded / total);
  });
  request.open("POST", url);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  if (signal.aborted) return Promise.reject(unreachable());
  signal.addEventListener("abort", stop);
  heard();
  request.send(body);
  return answered.finally(() => {
    clearTimeout(silent);
    signal.removeEventListener("abort", stop);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
