import { expect, test } from "vitest";
import type { EntityShown } from "../../../src/api-types.ts";
import { segments, unplaced } from "../../../src/console/card/marks.ts";

function entity(label: string, start: number | null, end: number | null): EntityShown {
  return { name: label, label, value: label, start, end };
}

function drawn(text: string, entities: EntityShown[]): string {
  return segments(text, entities)
    .map((part) => (part.covers.length ? `[${part.text}|${part.covers.map((e) => e.label).join("+")}>${part.ends.map((e) => e.label).join("+")}]` : part.text))
    .join("");
}

test.each([
  ["nothing found", "机器多扣了", [], "机器多扣了"],
  ["one in the middle", "多扣了88元啊", [entity("金额", 3, 6)], "多扣了[88元|金额>金额]啊"],
  ["all of it", "88元", [entity("金额", 0, 3)], "[88元|金额>金额]"],
  ["two side by side", "今天88元", [entity("时间", 0, 2), entity("金额", 2, 5)], "[今天|时间>时间][88元|金额>金额]"],
  ["one inside another", "手续费88元", [entity("费用", 0, 6), entity("金额", 3, 6)], "[手续费|费用>][88元|费用+金额>费用+金额]"],
  ["overlapping", "ABCDE", [entity("甲", 0, 3), entity("乙", 2, 5)], "[AB|甲>][C|甲+乙>甲][DE|乙>乙]"],
  ["after an emoji, which is one character", "😀88元", [entity("金额", 1, 4)], "😀[88元|金额>金额]"],
])("%s", (_, text, entities, expected) => {
  expect(drawn(text, entities)).toBe(expected);
});

test("a place that cannot be is not drawn, but told", () => {
  const odd = [entity("甲", null, null), entity("乙", 3, 3), entity("丙", 0, 99), entity("丁", -1, 2)];
  expect(drawn("88元", odd)).toBe("88元");
  expect(unplaced("88元", odd)).toEqual(odd);
});

test("the pieces together are the text", () => {
  const text = "昨天 12:30 刷了 ¥1,288.00，没到账";
  const entities = [entity("时间", 0, 8), entity("金额", 11, 20), entity("时间", 3, 14)];
  expect(segments(text, entities).map((part) => part.text).join("")).toBe(text);
});
