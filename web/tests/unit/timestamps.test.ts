import { expect, test } from "vitest";
import { opensGroup, stamp } from "../../src/timestamps.ts";
import { NOW } from "./build.ts";

test.each([
  ["today: the clock alone", "2026-11-22T09:05:00+08:00", "09:05"],
  ["a minute past midnight is today", "2026-11-22T00:01:00+08:00", "00:01"],
  ["yesterday", "2026-11-21T20:15:00+08:00", "昨天 20:15"],
  ["two days ago: the day of the week", "2026-11-20T20:15:00+08:00", "星期五 20:15"],
  ["six days ago: still the day of the week", "2026-11-16T08:00:00+08:00", "星期一 08:00"],
  ["a week ago: the date", "2026-11-15T08:00:00+08:00", "11月15日 08:00"],
  ["this year", "2026-11-03T08:00:00+08:00", "11月3日 08:00"],
  ["last year: with the year", "2025-11-03T08:00:00+08:00", "2025年11月3日 08:00"],
  ["another offset is told in shop time", "2026-11-21T16:30:00Z", "00:30"],
  ["a clock that runs ahead: the date, not a day of the week", "2026-11-23T08:00:00+08:00", "11月23日 08:00"],
])("%s", (_, at, expected) => {
  expect(stamp(new Date(at), NOW)).toBe(expected);
});

test.each([
  ["the first message", null, true],
  ["five minutes are one group", "2026-11-22T09:55:00+08:00", false],
  ["more than five minutes", "2026-11-22T09:54:59+08:00", true],
])("a time stamp before %s", (_, previous, expected) => {
  expect(opensGroup(previous ? new Date(previous) : null, NOW)).toBe(expected);
});
