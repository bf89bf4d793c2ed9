/** Verifies a pack: all checks of docs/evidence-format.md, 5, and what was found on the way. */

import type { Bytes } from "./bytes.ts";
import { checkAttachments, checkLines, checkOpenings, readLines, type Line } from "./check-events.ts";
import { checkFiles, checkSeal } from "./check-files.ts";
import { checkAnchors, checkCheckpoint, checkCosignatures, checkSystem, type Cosigned, type Stamped } from "./check-log.ts";
import { checkReceipts } from "./check-receipts.ts";
import * as packs from "./pack.ts";
import { Failures, type Failure } from "./report.ts";
import { fingerprint, writeVerifierKey } from "./signed-note.ts";
import { hasTheSingleForm, readZip, type Files } from "./zip.ts";

/** What the reader brings along. */
export interface Given {
  /** A published verifier key, or the fingerprint of one. */
  key?: string;
  receipts?: readonly string[];
}

export interface Found {
  files: number;
  pack: packs.Pack | null;
  /** Of the pack's keys, oldest first. */
  fingerprints: string[];
  lines: Line[];
  openings: packs.Openings;
  /** Openings that are right: `${seq} ${name}`. */
  opened: ReadonlySet<string>;
  system: number;
  anchors: number;
  stamps: Stamped[];
  cosigned: Cosigned[];
  receipts: number;
}

export interface Report {
  sound: boolean;
  failures: Failure[];
  /** null if there was no manifest to go by. */
  found: Found | null;
}

/** A zip, or the files of an unpacked one. */
export async function verify(given: Bytes | Files, { key, receipts = [] }: Given = {}): Promise<Report> {
  const failures = new Failures();
  const files = given instanceof Map ? given : readZip(given);
  let found: Found | null = null;
  if (!files?.has(packs.MANIFEST)) {
    failures.add("not_a_pack", "pack");
  } else {
    if (!(given instanceof Map) && !hasTheSingleForm(given, files)) failures.add("container_changed", "pack");
    found = await checkContents(files, key, receipts, failures);
  }
  const all = failures.inOrder();
  return { sound: all.length === 0, failures: all, found };
}

async function checkContents(
  files: Files,
  key: string | undefined,
  receipts: readonly string[],
  failures: Failures,
): Promise<Found | null> {
  const listed = await packs.readManifest(files);
  if (!listed) {
    failures.add("manifest_unreadable", packs.MANIFEST);
    return null;
  }
  await checkFiles(files, listed, failures);

  const needed = async <T>(path: string, read: (files: Files) => Promise<T | null>) => {
    const value = await read(files);
    if (value === null) failures.add("pack_unreadable", path);
    return value;
  };
  const pack = await needed(packs.PACK, packs.readPack);
  const openings = await needed(packs.OPENINGS, packs.readOpenings);
  const proof = await needed(packs.PROOF, packs.readProof);
  const system = await needed(packs.SYSTEM, packs.readSystem);
  const anchors = await needed(packs.ANCHORS, packs.readAnchors);

  await checkSeal(files, pack, failures);
  const fingerprints = await Promise.all((pack?.keys ?? []).map(fingerprint));
  const last = pack?.keys.at(-1);
  if (last && key && key !== writeVerifierKey(last) && key !== fingerprints.at(-1)) failures.add("key_unexpected", "keys");

  const lines = await readLines(files.get(packs.EVENTS) ?? new Uint8Array());
  checkLines(lines, pack, failures);
  const opened = openings ? await checkOpenings(lines, openings, failures) : new Set<string>();
  const checkpoint = proof && (await checkCheckpoint(proof, pack, lines, failures));
  if (openings) await checkAttachments(lines, openings, opened, files, failures);
  if (checkpoint && system) await checkSystem(system, checkpoint, failures);
  const stamps = pack && anchors ? await checkAnchors(anchors, pack, checkpoint, failures) : [];
  const cosigned = pack ? await checkCosignatures(checkpoint, anchors ?? [], pack, failures) : [];
  if (pack) await checkReceipts(receipts, pack, lines, failures);

  return {
    files: listed.length,
    pack,
    fingerprints,
    lines,
    openings: openings ?? new Map(),
    opened,
    system: system?.length ?? 0,
    anchors: anchors?.length ?? 0,
    stamps,
    cosigned,
    receipts: receipts.length,
  };
}
