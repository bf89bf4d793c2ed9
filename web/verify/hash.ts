/** Hashes by the browser's own WebCrypto; by ours where it has none. */

import type { Bytes } from "./bytes.ts";
import * as ours from "./sha2.ts";

const browser = globalThis.crypto?.subtle as SubtleCrypto | undefined; // absent in an insecure context

export async function sha256(data: Bytes): Promise<Bytes> {
  return browser ? new Uint8Array(await browser.digest("SHA-256", data)) : ours.sha256(data);
}

export async function sha512(data: Bytes): Promise<Bytes> {
  return browser ? new Uint8Array(await browser.digest("SHA-512", data)) : ours.sha512(data);
}
