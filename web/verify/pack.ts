/** The JSON files of a pack, each read whole or not at all. */

import { byCodePoint, fromHex, fromUtf8, utf8, type Bytes } from "./bytes.ts";
import { NotCanonical, readCanonical, writeCanonical, type Json } from "./canonical-json.ts";
import { eventForm, HASH, openingForm, type Event, type Opening } from "./event.ts";
import { count, flag, list, object, oneOf, orNull, record, text, WrongForm, type Form } from "./form.ts";
import { readCheckpoint, readTlogProof, type Checkpoint, type TlogProof } from "./log-notes.ts";
import { LOG, readVerifierKey, WITNESS, type VerifierKey } from "./signed-note.ts";
import type { Files } from "./zip.ts";

export const MANIFEST = "manifest.json";
export const SEAL = "manifest.note";
export const PACK = "data/pack.json";
export const EVENTS = "data/events.jsonl";
export const OPENINGS = "data/openings.json";
export const SYSTEM = "data/system.json";
export const ANCHORS = "data/anchors.json";
export const PROOF = "data/last-event.tlog-proof";

export interface Listed {
  path: string;
  size: number;
  sha256: string;
  sm3: string;
}

const manifestForm = object({
  format: oneOf("zhangfang-manifest/1"),
  files: list(object<Listed>({ path: text(), size: count(), sha256: text(HASH), sm3: text(HASH) })),
});

const packForm = object({
  format: oneOf("zhangfang-pack/1"),
  variant: oneOf("masked", "opened"),
  origin: text(),
  keys: list(text(), 1),
  witnesses: list(text()),
  conversation: text(/^[0-9a-f]{32}$/),
  cases: list(text()),
  events: count(),
  size: count(),
  times_can_be_set: flag,
});

export type Pack = Omit<ReturnType<typeof packForm>, "keys" | "witnesses"> & {
  keys: VerifierKey[];
  witnesses: VerifierKey[];
};

const openingsForm = record(record(openingForm), /^[1-9][0-9]*$/);

/** Openings by the seq of their event, then by name. */
export type Openings = Map<number, Map<string, Opening>>;

const hashes: Form<Bytes[]> = (value) => list(text(HASH))(value).map((one) => fromHex(one)!);

export interface SystemEvent {
  event: Event;
  leaf: Bytes;
  proof: Bytes[];
}

const systemForm = list((value) => {
  const { event, proof } = object({ event: eventForm, proof: hashes })(value);
  return { event, proof, leaf: utf8(writeCanonical((value as { event: Json }).event)) };
});

export interface Anchor {
  checkpoint: Checkpoint;
  consistency: Bytes[];
  /** Base64, if it is right. */
  timestamp: string | null;
}

const anchorsForm = list(object({ note: text(), consistency: hashes, timestamp: orNull(text()) }));

export function readManifest(files: Files): Promise<Listed[] | null> {
  return reading(files, MANIFEST, (bytes) => {
    const listed = manifestForm(readCanonical(bytes)).files;
    const isInOrder = listed.every(({ path }, at) => !at || byCodePoint(listed[at - 1]!.path, path) < 0);
    if (!isInOrder || listed.some(({ path }) => path === MANIFEST || path === SEAL)) throw new WrongForm("other paths belong here");
    return listed;
  });
}

export function readPack(files: Files): Promise<Pack | null> {
  return reading(files, PACK, async (bytes) => {
    const read = packForm(readCanonical(bytes));
    return { ...read, keys: await keys(read.keys, LOG), witnesses: await keys(read.witnesses, WITNESS) };
  });
}

export function readOpenings(files: Files): Promise<Openings | null> {
  return reading(files, OPENINGS, (bytes) => {
    const read = Object.entries(openingsForm(readCanonical(bytes)));
    if (!read.every(([seq]) => Number.isSafeInteger(Number(seq)))) throw new WrongForm("a smaller seq belongs here");
    const sorted = read.map(([seq, named]) => {
      const byName = Object.entries(named).sort(([one], [other]) => byCodePoint(one, other));
      return [Number(seq), new Map(byName)] as const;
    });
    return new Map(sorted.sort(([one], [other]) => one - other));
  });
}

export function readSystem(files: Files): Promise<SystemEvent[] | null> {
  return reading(files, SYSTEM, (bytes) => systemForm(readCanonical(bytes)));
}

export function readAnchors(files: Files): Promise<Anchor[] | null> {
  return reading(files, ANCHORS, async (bytes) => {
    const anchors: Anchor[] = [];
    for (const { note, ...rest } of anchorsForm(readCanonical(bytes))) {
      const checkpoint = await readCheckpoint(note);
      if (!checkpoint) throw new WrongForm("a checkpoint belongs here");
      anchors.push({ checkpoint, ...rest });
    }
    return anchors;
  });
}

export function readProof(files: Files): Promise<TlogProof | null> {
  return reading(files, PROOF, (bytes) => {
    const text = fromUtf8(bytes);
    return text === null ? null : readTlogProof(text);
  });
}

async function keys(texts: string[], algorithm: number): Promise<VerifierKey[]> {
  const read = await Promise.all(texts.map(readVerifierKey));
  const found = read.filter((key) => key?.algorithm === algorithm) as VerifierKey[];
  if (found.length < texts.length) throw new WrongForm("another key belongs here");
  return found;
}

async function reading<T>(files: Files, path: string, read: (bytes: Bytes) => T | Promise<T>): Promise<T | null> {
  const bytes = files.get(path);
  if (!bytes) return null;
  try {
    return await read(bytes);
  } catch (error) {
    if (error instanceof NotCanonical || error instanceof WrongForm) return null;
    throw error;
  }
}
