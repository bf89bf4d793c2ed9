import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dropReceipts, keepReceipt, MOST, receiptsOf } from "../../src/receipts.ts";
import { note, receipt } from "./build.ts";
import { PhoneStorage } from "./phone-storage.ts";

beforeEach(() => {
  vi.stubGlobal("localStorage", new PhoneStorage());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a conversation's receipts, in the order of the log", () => {
  keepReceipt("a", receipt(10));
  keepReceipt("a", receipt(9));
  keepReceipt("b", receipt(2, 11));
  expect(receiptsOf("a")).toEqual([note(9), note(10)]);
  expect(receiptsOf("b")).toEqual([note(2)]);
});

test("the same one, given again, is kept once", () => {
  keepReceipt("a", receipt(2));
  keepReceipt("a", receipt(2));
  expect(receiptsOf("a")).toEqual([note(2)]);
});

test("the oldest go when there are too many, of whatever conversation", () => {
  keepReceipt("old", receipt(2, 1));
  for (let seq = 2; seq < MOST + 3; seq++) keepReceipt("new", receipt(seq));
  expect(receiptsOf("old")).toEqual([]);
  expect(receiptsOf("new")).toHaveLength(MOST);
  expect(receiptsOf("new").at(-1)).toBe(note(MOST + 2));
});

test("one conversation's are dropped, another's stay", () => {
  keepReceipt("a", receipt(2));
  keepReceipt("ab", receipt(3));
  dropReceipts("a");
  expect(receiptsOf("a")).toEqual([]);
  expect(receiptsOf("ab")).toEqual([note(3)]);
});

test.each([
  ["that is full", new PhoneStorage(true)],
  ["that may keep nothing", undefined],
])("a phone %s keeps no receipts, and nothing breaks", (_, storage) => {
  vi.stubGlobal("localStorage", storage);
  keepReceipt("a", receipt(2));
  expect(receiptsOf("a")).toEqual([]);
});
