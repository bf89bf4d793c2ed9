import { describe, expect, test } from "vitest";
import { blanksIn, cutAtBlanks, nextBlank, withPlaces } from "../../../src/console/conversation/blanks.ts";
import { asksForCanned, matching } from "../../../src/console/conversation/canned.ts";
import type { CannedReply } from "../../../src/api-types.ts";

const LABELS = ["金额", "订单号"];
const TEXT = "【金额】退回，订单号【订单号】，再说一遍【金额】，【注意】别扫码";

describe("places that want a value", () => {
  test("each is named once; brackets of somebody's own are none", () => {
    expect(blanksIn(TEXT, LABELS).map(({ label }) => label)).toEqual(["金额", "订单号"]);
    expect(nextBlank(TEXT, LABELS, "订单号")).toEqual({ label: "订单号", start: 10, end: 15 });
    expect(nextBlank("都填好了", LABELS)).toBeNull();
    expect(nextBlank(TEXT, LABELS, undefined, 15)?.start).toBe(20);
    expect(nextBlank(TEXT, LABELS, undefined, 24)).toBeNull();
  });

  test("all of the text is painted, the places marked", () => {
    const pieces = cutAtBlanks(TEXT, LABELS);
    expect(pieces.map(({ text }) => text).join("")).toBe(TEXT);
    expect(pieces.filter(({ blank }) => blank)).toHaveLength(3);
  });

  test("a variable reads as its place", () => {
    expect(withPlaces("{amount} 和 {what}", { amount: "金额" })).toBe("【金额】 和 {what}");
  });
});

test.each([
  ["/", ""],
  ["/退", "退"],
  ["／Tui ", "tui"],
  ["好 /", null],
  ["/a\nb", null],
  ["", null],
])("%j asks for %j", (text, asked) => {
  expect(asksForCanned(text)).toBe(asked);
});

const reply = (id: string, more: Partial<CannedReply> = {}): CannedReply => ({ id, shortcut: id, title: `${id} 的标题`, text: "好", family: null, deeds: [], builtin: true, ...more });
const ALL = [reply("hello"), reply("refund", { family: "overcharged" }), reply("late", { family: "not_arrived" }), reply("other", { title: "说说 refund" })];

test.each([
  ["", "overcharged", ["refund", "hello", "other"]],
  ["re", "overcharged", ["refund", "other"]],
  ["re", null, ["other"]],
  ["hel", "not_arrived", ["hello"]],
  ["zzz", null, []],
])("/%s in %s finds %j", (asked, family, ids) => {
  expect(matching(ALL, asked, family).map(({ id }) => id)).toEqual(ids);
});
