/** The calls that bring a file back: as it was sent, or as a picture to look at. */

import { ask, authorization, file, path, type Key, type NamedFile } from "./desk-call.ts";
import { unreachable } from "./desk-error.ts";

export type ViewSize = "small" | "large";

/** Files are up to 10 MB, and the network of a shop is slow. */
const PATIENCE = 90_000;
/** How often a picture that is being made is asked for again. */
const TRIES = 30;
const BETWEEN = 1_000;

/** To the byte. */
export function fileOf(key: Key, sha256: string): Promise<NamedFile> {
  return file(`${path(key)}/files/${sha256}`, { headers: authorization(key) }, sha256, PATIENCE);
}

/** Waits while the desk makes it. Throws a DeskError, `no_view` if there is none. */
export async function viewOf(key: Key, sha256: string, size: ViewSize): Promise<Blob> {
  const url = `${path(key)}/files/${sha256}/view?size=${size}`;
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await ask(url, { headers: authorization(key) });
    if (answer.status !== 202) return answer.blob();
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
  throw unreachable();
}
