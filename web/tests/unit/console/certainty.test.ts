import { expect, test } from "vitest";
import { certainty, percent } from "../../../src/console/card/certainty.ts";
import { pickable } from "../../../src/console/card/intent-order.ts";

test.each([
  [0.93, true, "high"],
  [0.93, false, "middle"],
  [0.6, true, "middle"],
  [0.3, true, "low"],
] as const)("confidence %d, acted on: %s, is %s", (confidence, sure, expected) => {
  expect(certainty(confidence, sure)).toBe(expected);
});

test.each([
  [1, 100],
  [0.9999, 99],
  [0.004, 1],
  [0, 0],
  [0.426, 43],
])("%d is said as %d per cent", (share, expected) => {
  expect(percent(share)).toBe(expected);
});

test("what the bot had in mind can be picked first, what it took not at all", () => {
  const ranking = [
    { id: "a", name: "甲", confidence: 0.6 },
    { id: "b", name: "乙", confidence: 0.3 },
  ];
  const all = [{ id: "c", name: "丙" }, { id: "b", name: "乙" }, { id: "a", name: "甲" }];
  const { near, others } = pickable(ranking, all);
  expect(near.map(({ id }) => id)).toEqual(["b"]);
  expect(others.map(({ id }) => id)).toEqual(["c"]);
});
