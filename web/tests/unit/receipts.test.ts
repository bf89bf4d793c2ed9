import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dropReceipts, keepReceipt, MOST, moveReceiptsIn, receiptsOf } from "../../src/receipts.ts";
import { note, receipt } from "./build.ts";
import { PhoneStorage } from "./phone-storage.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("localStorage", new PhoneStorage());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a conversation's receipts, in the order of the log", async () => {
  await keepReceipt("a", receipt(10));
  await keepReceipt("a", receipt(9));
  await keepReceipt("b", receipt(2, 11));
  expect(await receiptsOf("a")).toEqual([note(9), note(10)]);
  expect(await receiptsOf("b")).toEqual([note(2)]);
});

test("the same one, given again, is kept once", async () => {
  await keepReceipt("a", receipt(2));
  await keepReceipt("a", receipt(2));
  expect(await receiptsOf("a")).toEqual([note(2)]);
});

test("the oldest go when there are too many, of whatever conversation", async () => {
  await keepReceipt("old", receipt(2, 1));
  for (let seq = 2; seq < MOST + 3; seq++) await keepReceipt("new", receipt(seq));
  expect(await receiptsOf("old")).toEqual([]);
  expect(await receiptsOf("new")).toHaveLength(MOST);
  expect((await receiptsOf("new")).at(-1)).toBe(note(MOST + 2));
});

test("one conversation's are dropped, another's stay", async () => {
  await keepReceipt("a", receipt(2));
  await keepReceipt("ab", receipt(3));
  await dropReceipts("a");
  expect(await receiptsOf("a")).toEqual([]);
  expect(await receiptsOf("ab")).toEqual([note(3)]);
});

test("what an older page kept beside the database is brought into it", async () => {
  const older = new PhoneStorage();
  older.setItem("zhangfang.receipt.a.7", JSON.stringify({ note: note(7), checkpoint: null }));
  vi.stubGlobal("localStorage", older);
  await moveReceiptsIn();
  expect(await receiptsOf("a")).toEqual([note(7)]);
  expect(Object.keys(older)).toEqual(["full"]);
});

test("on a phone that keeps nothing they last as long as the page", async () => {
  vi.stubGlobal("indexedDB", undefined);
  vi.stubGlobal("localStorage", undefined);
  await keepReceipt("a", receipt(2));
  expect(await receiptsOf("a")).toEqual([note(2)]);
  await dropReceipts("a");
  expect(await receiptsOf("a")).toEqual([]);
});
