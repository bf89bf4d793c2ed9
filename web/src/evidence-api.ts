/** The calls by which a merchant takes the record away, compares it, or has it erased. */

import type { Erased, HiddenNumber, LogFace } from "./contract.ts";
import { authorization, file, json, path, posting, type Key, type NamedFile } from "./desk-call.ts";

/** A pack is made on the spot, and others may have to stamp it first. */
const PACKING = 90_000;
const NAME = "账房证据包.zip";

/** The pack, with personal numbers masked. */
export function packOf(key: Key): Promise<NamedFile> {
  return file(`${path(key)}/pack`, { headers: authorization(key) }, NAME, PACKING);
}

/** The pack with these numbers shown. */
export function openedPackOf(key: Key, secret: string, reveal: readonly string[]): Promise<NamedFile> {
  return file(`${path(key)}/pack`, posting({ secret, reveal }, authorization(key)), NAME, PACKING);
}

export async function numbersOf(key: Key): Promise<HiddenNumber[]> {
  const url = `${path(key)}/numbers`;
  return (await json<{ numbers: HiddenNumber[] }>(url, { headers: authorization(key) })).numbers;
}

/** `secret`: null where none was made. */
export function eraseAll(key: Key, secret: string | null): Promise<Erased> {
  const body = secret === null ? { confirm: true } : { confirm: true, secret };
  return json<Erased>(`${path(key)}/erase`, posting(body, authorization(key)));
}

export function logFace(): Promise<LogFace> {
  return json<LogFace>("/log", {});
}
