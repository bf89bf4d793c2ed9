import { expect, test } from "vitest";
import { clock } from "../../../verify/clock.ts";
import { visible } from "../../../verify/element.ts";
import { placeName, verdict } from "../../../verify/words.ts";
import type { Code } from "../../../verify/report.ts";

test.each<[string, Code[], string]>([
  ["nothing fails", [], "完整，没有被改过"],
  ["no pack at all", ["not_a_pack"], "这不是证据包"],
  ["another key, and nothing else", ["key_unexpected"], "不是这把钥匙封的"],
  ["receipts alone", ["receipt_wrong", "receipt_wrong"], "和回执对不上"],
  ["a receipt and more", ["chain_broken", "receipt_wrong"], "被改过"],
  ["anything else", ["file_changed"], "被改过"],
])("%s", (_, codes, title) => {
  expect(verdict(codes.map((code) => ({ code, where: "" }))).title.zh).toBe(title);
});

test.each<[Code, string, string]>([
  ["container_changed", "pack", "整个包"],
  ["chain_broken", "event 12", "第 12 条"],
  ["opening_wrong", "event 12 content", "第 12 条"],
  ["opening_wrong", "event 12 phone-1", "第 12 条的 phone-1"],
  ["system_event_wrong", "system event 7", "系统记录（日志第 7 号）"],
  ["anchor_wrong", "anchor 40", "更早的检查点（40 条时）"],
  ["receipt_wrong", "receipt 9", "回执（日志第 9 号）"],
  ["receipt_wrong", "receipt ?", "一张读不懂的回执"],
  ["pack_unreadable", "data/system.json", "data/system.json"],
  ["file_added", "event 12", "event 12"],
])("the place of %s, %s", (code, where, expected) => {
  expect(placeName({ code, where }).zh).toBe(expected);
});

test.each([
  ["2026-11-22T02:10:05Z", "2026-11-22 10:10:05"],
  ["2026-11-22T10:10:05.120+08:00", "2026-11-22 10:10:05"],
  [0, "1970-01-01 08:00:00"],
  ["2026-99-99T99:99:99Z", "2026-99-99T99:99:99Z"],
  [2 ** 62, String(2 ** 62)],
])("%s in Shanghai", (at, expected) => {
  expect(clock(at)).toBe(expected);
});

test("what would mislead the eye is written out", () => {
  expect(visible("多扣\u202e21\u202c 块\u200b\0")).toBe("多扣⟨U+202E⟩21⟨U+202C⟩ 块⟨U+200B⟩⟨U+0000⟩");
  expect(visible("两行\n一格\t👩‍🌾")).toBe("两行\n一格\t👩‍🌾");
});
