import { describe, expect, test } from "vitest";
import { sortRows } from "../../../src/console/queue/sort-rows.ts";
import { long, patienceLeft } from "../../../src/console/waiting-time.ts";
import { indexes, offsets, windowOf } from "../../../src/console/ui/window-of.ts";
import { ago, held, hold, LI, ME, put, rowOf, talk, waiting } from "../../console/build-talks.ts";

const NOW = Date.parse("2026-11-22T12:00:00+08:00");
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

test.each([
  [0, "0 秒", "fine"],
  [59, "59 秒", "fine"],
  [180, "3 分钟", "amber"],
  [600, "10 分钟", "red"],
  [3_600, "1 小时", "red"],
  [3_660, "1 小时 1 分", "red"],
  [3 * 86_400, "3 天", "red"],
  [-5, "0 秒", "fine"], // the agent's clock is behind
])("%i seconds of waiting read %s, in %s", (seconds, words, patience) => {
  expect(long(before(seconds), NOW)).toBe(words);
  expect(patienceLeft(before(seconds), NOW, 3, 10)).toBe(patience);
});

test("danger comes first, then who came back, then who waits longest; of mine, who has not been answered", () => {
  const rows = [
    talk("long", "甲", { hold: waiting("asked", 30) }),
    talk("short", "乙", { hold: waiting("asked", 2) }),
    talk("back", "丙", { hold: waiting("asked", 1, 1) }),
    talk("danger", "丁", { hold: waiting("danger", 1, 0) }),
    talk("answered", "戊", { hold: held() }),
    talk("mine", "己", { hold: held() }),
    talk("offered", "庚", { hold: hold("offered", { agent: LI, offered_to: ME, since: ago(1) }) }),
    talk("theirs", "辛", { hold: held(LI) }),
  ];
  put(rows[4]!, "agent", "好的");
  put(rows[5]!, "merchant", "在吗", { at: ago(9) });
  const { offered, waiting: waits, mine } = sortRows(rows.map(rowOf), ME.id);
  const ids = [offered, waits, mine].map((all) => all.map(({ conversation }) => conversation));
  expect(ids).toEqual([["offered"], ["danger", "back", "long", "short"], ["mine", "answered"]]);
});

describe("what of a long list is drawn", () => {
  const tops = offsets(Array.from({ length: 100 }, () => 10));

  test.each([
    [0, { from: 0, to: 17 }],
    [500, { from: 44, to: 67 }],
    [900, { from: 84, to: 100 }],
    [5_000, { from: 94, to: 100 }],
  ])("scrolled to %i", (scrolled, shown) => {
    expect(windowOf(tops, scrolled, 100)).toEqual(shown);
  });

  test.each([
    ["the one that the keyboard is at, above", 3, [3, 44, 45, 46]],
    ["or below", 99, [44, 45, 46, 99]],
    ["once, where it is in sight", 45, [44, 45, 46]],
    ["none that is not there", 100, [44, 45, 46]],
  ])("and %s", (_, kept, drawn) => {
    expect(indexes({ from: 44, to: 47 }, kept, 100)).toEqual(drawn);
  });

  test("of nothing, nothing", () => {
    expect(windowOf(offsets([]), 0, 100)).toEqual({ from: 0, to: 0 });
  });
});
