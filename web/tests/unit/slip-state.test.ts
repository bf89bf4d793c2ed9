import { expect, test } from "vitest";
import { isSettled } from "../../src/slip-state.ts";

const choices = [
  { id: "5-0", label: "对，都对" },
  { id: "5-1", label: "有不对的" },
];
const line = { seq: 5, choices, slip: { file: 4, sha256: "a", fields: [], retake: null } };
const NAMES = ["金额", "订单号"];
const merchant = (seq: number, text: string) => ({ seq, actor: "merchant", text });
const settled = (...messages: { seq: number; actor: string; text: string }[]) => isSettled(line, messages, [], [], NAMES);

test("open until it is answered", () => {
  expect(settled(merchant(3, "金额：88 元"), merchant(6, "等一下"))).toBe(false);
  expect(settled({ seq: 6, actor: "bot", text: "金额：88 元" })).toBe(false);
});

test("settled by a quick reply, by facts that were said, by facts on record, by facts under way", () => {
  expect(settled(merchant(6, "对，都对"))).toBe(true);
  expect(settled(merchant(6, "金额：88 元\n订单号：2026"))).toBe(true);
  expect(isSettled(line, [], [], [{ file: 4 }], NAMES)).toBe(true);
  expect(isSettled(line, [], [], [{ file: 9 }, { file: null }], NAMES)).toBe(false);
  expect(isSettled(line, [], [{ said: { facts: {}, file: 4 } }], [], NAMES)).toBe(true);
});
