import { describe, expect, test } from "vitest";
import { hexOf } from "../../../verify/bytes.ts";
import { isSound } from "../../../verify/ed25519.ts";
import { readCheckpoint, readReceipt, readTlogProof } from "../../../verify/log-notes.ts";
import { cosignatures, isSigned, LOG, readNote, readVerifierKey, WITNESS, writeVerifierKey } from "../../../verify/signed-note.ts";
import { vectors } from "./vectors.ts";

interface Named {
  name: string;
  text: string;
}

const SIGNATURE = "\n— zhangfang/example +T1gs/ZWyLJaLPiu093BY5B/mVd830VhLVk3KaCbNWKaj9TvrLDqAT1HDKSBd6zSQPAFfOUAOGJKu3yKb+Pf5nuTdAQ=\n";
const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

describe("signed notes", async () => {
  const { keys, notes, not_keys } = vectors<{
    keys: Record<string, string>;
    notes: { name: string; note: string; by?: string[]; error?: string }[];
    not_keys: { name: string; vkey: string }[];
  }>("signed_note.yml");
  const known = new Map(await Promise.all(Object.entries(keys).map(async ([name, text]) => [name, (await readVerifierKey(text))!] as const)));
  const logs = [...known.values()].filter((key) => key.algorithm === LOG);
  const witnesses = [...known.values()].filter((key) => key.algorithm === WITNESS);

  test.each(notes)("$name", async ({ note: raw, by = [], error }) => {
    const note = readNote(raw);
    if (error === "note_unreadable") return expect(note).toBeNull();
    expect(note).not.toBeNull();
    const cosigned = await cosignatures(note!, witnesses);
    const isDenied = note!.signatures.some(isOf(logs)) && !(await isSigned(note!, logs));
    const wrong = isDenied || cosigned.some(({ at }) => at === null);
    const found = note!.signatures.some(isOf([...logs, ...witnesses]));
    expect(wrong ? "signature_wrong" : found ? undefined : "key_unknown").toBe(error);
    if (!error) expect(await isSigned(note!, logs)).toBe(by.some((name) => logs.includes(known.get(name)!)));
  });

  test.each(Object.entries(keys))("the key %s is written as it was read", (name, text) => {
    expect(writeVerifierKey(known.get(name)!)).toBe(text);
  });

  // A key that is no sound point can be read; no signature by it holds.
  const good = readNote(notes[0]!.note)!.signatures[0]!;

  test.each(not_keys)("no key: $name", async ({ vkey }) => {
    const key = await readVerifierKey(vkey);
    const isOfUse = key && [LOG, WITNESS].includes(key.algorithm) && isSound(key.public, good.signature);
    expect(isOfUse).toBeFalsy();
  });

  function isOf(some: typeof logs) {
    return (line: { name: string; id: Parameters<typeof hexOf>[0] }) =>
      some.some((key) => key.name === line.name && hexOf(key.id) === hexOf(line.id));
  }
});

describe("checkpoints", () => {
  const { good, bad } = vectors<{ good: (Named & { origin: string; size: bigint; root: string; extensions: string[] })[]; bad: Named[] }>("checkpoint.yml");

  // The packs' checkpoints have no extension lines, and no reader of ours counts further than 2⁵³ - 1.
  const ours = good.filter(({ size, extensions }) => size <= LARGEST && !extensions.length);
  const others = good.filter((one) => !ours.includes(one));

  test.each(ours)("$name", async ({ text, origin, size, root }) => {
    const found = await readCheckpoint(text + SIGNATURE);
    expect(found).toMatchObject({ origin, size: Number(size) });
    expect(hexOf(found!.root)).toBe(root);
  });

  test.each([...bad, ...others])("refused: $name", async ({ text }) => {
    expect(await readCheckpoint(text + SIGNATURE)).toBeNull();
  });
});

describe("proofs as files", () => {
  const { good, bad } = vectors<{
    good: (Named & { index: bigint; hashes: string[]; extra: string | null; checkpoint_note: string })[];
    bad: (Named & { error: string })[];
  }>("tlog_proof.yml");
  const ours = good.filter(({ index, extra }) => index <= LARGEST && extra === null);
  const others = good.filter((one) => !ours.includes(one));

  test.each(ours)("$name", ({ text, index, hashes, checkpoint_note }) => {
    const found = readTlogProof(text);
    expect(found).toMatchObject({ index: Number(index), checkpoint: checkpoint_note });
    expect(found!.hashes.map(hexOf)).toEqual(hashes);
  });

  test.each([...bad, ...others])("refused: $name", async ({ text }) => {
    const found = readTlogProof(text);
    expect(found && (await readCheckpoint(found.checkpoint))).toBeNull();
  });
});

describe("receipts", () => {
  const { good, bad } = vectors<{
    good: (Named & { log_index: bigint; leaf_hash: string; conversation: string; seq: bigint })[];
    bad: Named[];
  }>("receipt.yml");

  test.each(good)("$name", ({ text, log_index, leaf_hash, conversation, seq }) => {
    const found = readReceipt(text + SIGNATURE);
    expect(found).toMatchObject({ logIndex: Number(log_index), conversation, seq: Number(seq) });
    expect(hexOf(found!.leafHash)).toBe(leaf_hash);
  });

  // A signed receipt says what it says: no calendar is held against it, nor its log's name. No event has seq 0.
  const unasked = ["30 February", "25 o'clock", "an origin of digits", "seq 0"];

  test.each(bad.filter(({ name }) => !unasked.includes(name)))("refused: $name", ({ text }) => {
    expect(readReceipt(text + SIGNATURE)).toBeNull();
  });
});
