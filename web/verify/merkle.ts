/** Proofs over the log's tree (RFC 9162, 2.1). A place or a size is a BigInt, to count in bits. */

import { joined, same, type Bytes } from "./bytes.ts";
import { sha256 } from "./hash.ts";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const HASH_SIZE = 32;

export function leafHash(leaf: Bytes): Promise<Bytes> {
  return sha256(joined(LEAF, leaf));
}

function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(joined(NODE, left, right));
}

/** 2.1.3.2: the root that the proof leads to, or null where no tree of this size has such a proof. */
export async function rootFromInclusion(
  index: bigint,
  size: bigint,
  leaf: Bytes,
  proof: readonly Bytes[],
): Promise<Bytes | null> {
  if (index < 0n || index >= size || !areHashes([leaf, ...proof])) return null;
  let [fn, sn, r] = [index, size - 1n, leaf];
  for (const p of proof) {
    if (sn === 0n) return null;
    if (fn & 1n || fn === sn) {
      r = await nodeHash(p, r);
      while (fn && !(fn & 1n)) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      r = await nodeHash(r, p);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n ? r : null;
}

/** 2.1.4.2: whether the tree of size `second` begins with all of the tree of size `first`. */
export async function isConsistent(
  first: bigint,
  second: bigint,
  firstRoot: Bytes,
  secondRoot: Bytes,
  proof: readonly Bytes[],
): Promise<boolean> {
  if (first < 0n || first > second || !areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (first === second) return proof.length === 0 && same(firstRoot, secondRoot);
  if (first === 0n) return proof.length === 0 && same(firstRoot, await sha256(new Uint8Array()));
  const isPowerOfTwo = (first & (first - 1n)) === 0n;
  const path = isPowerOfTwo ? [firstRoot, ...proof] : proof;
  let [fn, sn] = [first - 1n, second - 1n];
  while (fn & 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  if (!path[0]) return false;
  let [fr, sr] = [path[0], path[0]];
  for (const c of path.slice(1)) {
    if (sn === 0n) return false;
    if (fn & 1n || fn === sn) {
      [fr, sr] = [await nodeHash(c, fr), await nodeHash(c, sr)];
      while (fn && !(fn & 1n)) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      sr = await nodeHash(sr, c);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n && same(fr, firstRoot) && same(sr, secondRoot);
}

function areHashes(all: readonly Bytes[]): boolean {
  return all.every((one) => one.length === HASH_SIZE);
}
