/** What the log's notes say: checkpoints, proofs of a place, receipts, the seal of a pack. */

import { base64Of, fromBase64, same, type Bytes } from "./bytes.ts";
import { TIME } from "./event.ts";
import { sha256 } from "./hash.ts";
import { readNote, type Note } from "./signed-note.ts";

const NUMBER = /^(?:0|[1-9][0-9]{0,15})$/;

export interface Checkpoint {
  note: Note;
  origin: string;
  size: number;
  root: Bytes;
}

/** A number from 0 in digits without leading zeros; null if it is not written so, or over 2⁵³ - 1. */
export function readNumber(text: string): number | null {
  return NUMBER.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null;
}

/** https://c2sp.org/tlog-checkpoint, without extension lines. */
export async function readCheckpoint(raw: string): Promise<Checkpoint | null> {
  const note = readNote(raw);
  const lines = note?.text.slice(0, -1).split("\n");
  if (!note || lines?.length !== 3) return null;
  const [origin, size, root] = [lines[0]!, readNumber(lines[1]!), fromBase64(lines[2]!, 32)];
  if (!origin || size === null || !root) return null;
  if (size === 0 && !same(root, await sha256(new Uint8Array()))) return null; // RFC 9162, 2.1.1: MTH({}) = HASH()
  return { note, origin, size, root };
}

export interface TlogProof {
  index: number;
  hashes: Bytes[];
  /** The note as it stands there; it may still be no checkpoint. */
  checkpoint: string;
}

/** https://c2sp.org/tlog-proof, without extra data. */
export function readTlogProof(raw: string): TlogProof | null {
  const cut = raw.indexOf("\n\n");
  if (cut < 0) return null;
  const [first, ...lines] = raw.slice(0, cut).split("\n");
  if (first !== "c2sp.org/tlog-proof@v1") return null;
  const place = lines.shift();
  const index = place?.startsWith("index ") ? readNumber(place.slice(6)) : null;
  const hashes = lines.map((line) => fromBase64(line, 32));
  if (index === null || hashes.includes(null)) return null;
  return { index, hashes: hashes as Bytes[], checkpoint: raw.slice(cut + 2) };
}

export interface Receipt {
  note: Note;
  origin: string;
  logIndex: number;
  leafHash: Bytes;
  conversation: string;
  seq: number;
}

export function readReceipt(raw: string): Receipt | null {
  const note = readNote(raw);
  const lines = note?.text.slice(0, -1).split("\n");
  if (!note || lines?.length !== 6 || lines[0] !== "zhangfang receipt v1") return null;
  const place = /^([0-9a-f]{32}|system) ([0-9]+)$/.exec(lines[4]!);
  const [logIndex, leafHash, seq] = [readNumber(lines[2]!), fromBase64(lines[3]!, 32), readNumber(place?.[2] ?? "")];
  if (!lines[1] || logIndex === null || !leafHash || !place || seq === null || !TIME.test(lines[5]!)) return null;
  return { note, origin: lines[1], logIndex, leafHash, conversation: place[1]!, seq };
}

/** The text that seals a manifest. */
export function sealText(origin: string, manifestHash: Bytes): string {
  return `zhangfang pack v1\n${origin}\n${base64Of(manifestHash)}\n`;
}
