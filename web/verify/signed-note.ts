/** Signed notes and the keys that sign them (https://c2sp.org/signed-note, tlog-cosignature). */

import { base64Of, fromBase64, hexOf, joined, same, utf8, type Bytes } from "./bytes.ts";
import { holds } from "./ed25519.ts";
import { sha256 } from "./hash.ts";

export const LOG = 1;
export const WITNESS = 4;
const MOST_SIGNATURES = 100;
const LATEST = 2n ** 63n - 1n;

export interface VerifierKey {
  name: string;
  id: Bytes;
  algorithm: number;
  public: Bytes;
}

export interface Signature {
  name: string;
  id: Bytes;
  /** What follows the id. */
  signature: Bytes;
}

export interface Note {
  /** What was signed, with its final newline. */
  text: string;
  signatures: Signature[];
}

const CONTROL = /[\0-\x09\x0b-\x1f]|\p{Surrogate}/u; // all below a space but the newline
const NAME = /^[^\p{White_Space}\0-\x1f+]+$/u;
const SIGNATURE_LINE = /^— ([^ ]+) ([^ ]+)$/;
const VERIFIER_KEY = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s;

export async function readVerifierKey(text: string): Promise<VerifierKey | null> {
  const parts = VERIFIER_KEY.exec(text);
  const bytes = parts && fromBase64(parts[3]!, 33);
  if (!bytes || !NAME.test(parts![1]!)) return null;
  const key = { name: parts![1]!, algorithm: bytes[0]!, public: bytes.slice(1) };
  const id = await keyId(key);
  return hexOf(id) === parts![2] ? { ...key, id } : null;
}

/** signed-note, Signatures: SHA-256(name || 0x0A || algorithm || public key)[:4]. */
async function keyId(key: Omit<VerifierKey, "id">): Promise<Bytes> {
  return (await sha256(joined(utf8(`${key.name}\n`), Uint8Array.of(key.algorithm), key.public))).slice(0, 4);
}

export function writeVerifierKey(key: VerifierKey): string {
  return `${key.name}+${hexOf(key.id)}+${base64Of(joined(Uint8Array.of(key.algorithm), key.public))}`;
}

/** The key's fingerprint, to be compared with the published one. */
export async function fingerprint(key: VerifierKey): Promise<string> {
  return hexOf(await sha256(key.public));
}

export function readNote(raw: string): Note | null {
  const cut = raw.lastIndexOf("\n\n");
  if (cut < 0 || !raw.endsWith("\n") || CONTROL.test(raw)) return null;
  const lines = raw.slice(cut + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) return null;
  const signatures = lines.map(readSignature);
  if (signatures.includes(null)) return null;
  return { text: raw.slice(0, cut + 1), signatures: signatures as Signature[] };
}

function readSignature(line: string): Signature | null {
  const parts = SIGNATURE_LINE.exec(line);
  const bytes = parts && fromBase64(parts[2]!);
  if (!bytes || bytes.length <= 4 || !NAME.test(parts![1]!)) return null;
  return { name: parts![1]!, id: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/** Whether one of the keys signed the note, and no line of one of them is wrong. Other lines don't count. */
export async function isSigned(note: Note, keys: readonly VerifierKey[]): Promise<boolean> {
  let found = false;
  for (const line of note.signatures) {
    const key = keyOf(line, keys);
    if (!key) continue;
    if (!(await holds(key.public, line.signature, utf8(note.text)))) return false;
    found = true;
  }
  return found;
}

export interface Cosignature {
  name: string;
  /** Seconds since 1970; null if the line does not verify. */
  at: number | null;
}

/** The lines by these witnesses. */
export async function cosignatures(note: Note, witnesses: readonly VerifierKey[]): Promise<Cosignature[]> {
  const found: Cosignature[] = [];
  for (const line of note.signatures) {
    const key = keyOf(line, witnesses);
    if (key) found.push({ name: line.name, at: await cosignedAt(note, line.signature, key) });
  }
  return found;
}

/** tlog-cosignature: eight bytes of time, then a signature over time and note. */
async function cosignedAt(note: Note, line: Bytes, key: VerifierKey): Promise<number | null> {
  if (line.length !== 8 + 64) return null;
  const at = new DataView(line.buffer, line.byteOffset).getBigUint64(0);
  if (at > LATEST) return null;
  const signed = utf8(`cosignature/v1\ntime ${at}\n${note.text}`);
  return (await holds(key.public, line.slice(8), signed)) ? Number(at) : null;
}

function keyOf(line: Signature, keys: readonly VerifierKey[]): VerifierKey | undefined {
  return keys.find((key) => key.name === line.name && same(key.id, line.id));
}
