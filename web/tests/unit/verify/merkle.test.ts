import { describe, expect, test } from "vitest";
import { hexOf, same } from "../../../verify/bytes.ts";
import { isConsistent, leafHash, rootFromInclusion } from "../../../verify/merkle.ts";
import { hex, vectors } from "./vectors.ts";

interface Inclusion {
  name: string;
  index: bigint;
  size: bigint;
  leaf: string;
  root: string;
  proof: string[];
  holds: boolean;
}

interface Consistency {
  name: string;
  old: bigint;
  new: bigint;
  old_root: string;
  new_root: string;
  proof: string[];
  holds: boolean;
}

const tree = vectors<{ leaves: string[]; roots: string[]; inclusion: Inclusion[]; consistency: Consistency[] }>("rfc6962_roots.yml");

test("a tree of one leaf is that leaf's hash", async () => {
  expect(hexOf(await leafHash(hex(tree.leaves[0]!)))).toBe(tree.roots[1]);
});

describe("inclusion", () => {
  test.each(tree.inclusion)("$name", async ({ index, size, leaf, root, proof, holds }) => {
    const found = await rootFromInclusion(index, size, hex(leaf), proof.map(hex));
    expect(found !== null && same(found, hex(root))).toBe(holds);
  });
});

describe("consistency", () => {
  test.each(tree.consistency)("$name", async (one) => {
    const found = await isConsistent(one.old, one.new, hex(one.old_root), hex(one.new_root), one.proof.map(hex));
    expect(found).toBe(one.holds);
  });
});
