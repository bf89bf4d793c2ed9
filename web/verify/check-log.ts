/** Checks the log: its signed checkpoint, what stands in it, and that it only grew. */

import { fromBase64, same, utf8 } from "./bytes.ts";
import type { Line } from "./check-events.ts";
import { sha256 } from "./hash.ts";
import { readCheckpoint, type Checkpoint, type TlogProof } from "./log-notes.ts";
import { isConsistent, leafHash, rootFromInclusion } from "./merkle.ts";
import type { Anchor, Pack, SystemEvent } from "./pack.ts";
import type { Failures } from "./report.ts";
import { cosignatures, isSigned, type Note } from "./signed-note.ts";
import { readTimeStamp } from "./timestamp.ts";

const CHECKPOINT = "checkpoint";

export interface Cosigned {
  name: string;
  /** Seconds since 1970. */
  at: number;
  size: number;
}

export interface Stamped {
  size: number;
  /** ISO 8601, in UTC, as the authority wrote it. */
  at: string;
  token: Uint8Array<ArrayBuffer>;
  /** The hash that it is over. */
  imprint: Uint8Array<ArrayBuffer>;
}

/** The checkpoint, if it can be read; what is wrong with its signature or its place is told. */
export async function checkCheckpoint(
  proof: TlogProof,
  pack: Pack | null,
  lines: readonly Line[],
  failures: Failures,
): Promise<Checkpoint | null> {
  const checkpoint = await readCheckpoint(proof.checkpoint);
  if (!checkpoint) {
    failures.add("checkpoint_unreadable", CHECKPOINT);
    return null;
  }
  const isAnother = pack && (checkpoint.origin !== pack.origin || checkpoint.size !== pack.size);
  if (isAnother) failures.add("checkpoint_unreadable", CHECKPOINT);
  if (pack && !(await isSigned(checkpoint.note, pack.keys))) failures.add("signature_wrong", CHECKPOINT);
  const last = lines.at(-1);
  if (last) {
    const root = await rootFromInclusion(BigInt(proof.index), BigInt(checkpoint.size), last.hash, proof.hashes);
    const isElsewhere = last.event && last.event.log_index !== proof.index;
    if (isElsewhere || !root || !same(root, checkpoint.root)) failures.add("proof_wrong", CHECKPOINT);
  }
  return checkpoint;
}

export async function checkSystem(system: readonly SystemEvent[], checkpoint: Checkpoint, failures: Failures): Promise<void> {
  for (const { event, leaf, proof } of system) {
    const hash = await leafHash(leaf);
    const root = await rootFromInclusion(BigInt(event.log_index), BigInt(checkpoint.size), hash, proof);
    if (event.conversation !== "system" || !root || !same(root, checkpoint.root)) {
      failures.add("system_event_wrong", `system event ${event.log_index}`);
    }
  }
}

/** Earlier checkpoints, against the pack's own if that can be read. Gives the time stamps that fit. */
export async function checkAnchors(
  anchors: readonly Anchor[],
  pack: Pack,
  checkpoint: Checkpoint | null,
  failures: Failures,
): Promise<Stamped[]> {
  const stamps: Stamped[] = [];
  for (const { checkpoint: earlier, consistency, timestamp } of anchors) {
    const where = `anchor ${earlier.size}`;
    const grew =
      !checkpoint ||
      (await isConsistent(BigInt(earlier.size), BigInt(checkpoint.size), earlier.root, checkpoint.root, consistency));
    if (!grew || earlier.origin !== pack.origin || !(await isSigned(earlier.note, pack.keys))) {
      failures.add("anchor_wrong", where);
    }
    if (timestamp === null) continue;
    const token = fromBase64(timestamp);
    const stamp = token && readTimeStamp(token);
    if (stamp && same(stamp.imprint, await sha256(utf8(earlier.note.text)))) {
      stamps.push({ size: earlier.size, token, ...stamp });
    } else {
      failures.add("timestamp_wrong", where);
    }
  }
  return stamps;
}

/** Lines by witnesses, below the checkpoint and the anchors. Gives those that hold. */
export async function checkCosignatures(
  checkpoint: Checkpoint | null,
  anchors: readonly Anchor[],
  pack: Pack,
  failures: Failures,
): Promise<Cosigned[]> {
  const found: Cosigned[] = [];
  const check = async (note: Note, size: number, where: string) => {
    for (const { name, at } of await cosignatures(note, pack.witnesses)) {
      if (at === null) failures.add("cosignature_wrong", where);
      else found.push({ name, at, size });
    }
  };
  if (checkpoint) await check(checkpoint.note, checkpoint.size, CHECKPOINT);
  for (const anchor of anchors) await check(anchor.checkpoint.note, anchor.checkpoint.size, `anchor ${anchor.checkpoint.size}`);
  return found;
}
