import { describe, expect, test } from "vitest";
import { judge, reasonOf } from "../../../src/console/problem.ts";
import { long } from "../../../src/console/shell/countdown.ts";
import { warning } from "../../../src/console/shell/session-clock.ts";
import { faultOf } from "../../../src/console/signin/new-password.ts";
import { day, dayLine, shortDay } from "../../../src/console/times.ts";
import { shellWords } from "../../../src/console/words/shell.ts";

const MINUTE = 60_000;

describe("a session's end", () => {
  const me = { idle_minutes: 30, until: new Date(8 * 60 * MINUTE).toISOString() };

  test.each([
    [0, 0, null],
    [0, 27 * MINUTE, null],
    [0, 28.5 * MINUTE, { kind: "idle", left: 1.5 * MINUTE }],
    [465 * MINUTE, 469 * MINUTE, null],
    [465 * MINUTE, 471 * MINUTE, { kind: "end", left: 9 * MINUTE }],
    [465 * MINUTE, 481 * MINUTE, { kind: "end", left: 0 }],
  ])("active at %i, now %i", (active, now, said) => {
    expect(warning(me, active, now)).toEqual(said);
  });
});

test.each([
  [0, "0 秒"],
  [59_001, "1 分钟"],
  [125_000, "2 分 5 秒"],
])("%i ms are %s", (left, words) => {
  expect(long(left)).toBe(words);
});

test.each([
  ["旧密码旧密码旧密码旧", "短", "短", { field: "fresh", why: "short" }],
  ["一样一样一样一样一样", "一样一样一样一样一样", "一样一样一样一样一样", { field: "fresh", why: "same" }],
  ["x", "河边那棵老柳树发芽了", "河边那棵老柳树", { field: "again", why: "other" }],
  ["x", "河边那棵老柳树发芽了", "河边那棵老柳树发芽了", null],
])("a new password: %s, %s, %s", (current, fresh, again, fault) => {
  expect(faultOf(current, fresh, again)).toEqual(fault);
});

describe("a refusal", () => {
  test("says what the desk says, and how long to wait", () => {
    const error = judge(429, { error: { code: "too_many_tries", message: "请过 15 分钟再试。" } }, "900");
    expect([error.message, error.code, error.wait, error.passing]).toEqual(["请过 15 分钟再试。", "too_many_tries", 900, true]);
  });

  test("from something in between is no answer", () => {
    expect(judge(502, "<h1>Bad Gateway</h1>")).toMatchObject({ status: 0, message: shellWords.unreachable });
    expect(reasonOf(new TypeError("x"))).toBe(shellWords.failed);
  });
});

test("days are named by the shop's clock", () => {
  const now = new Date("2026-11-22T00:30:00+08:00");
  expect(day("2026-11-21T15:00:00Z", now)).toBe("昨天 23:00");
  expect(dayLine("2026-11-03T10:00:00+08:00", now)).toBe("11 月 3 日 星期二");
  expect([shortDay("2026-11-21T16:05:00Z", now), shortDay("2025-01-02T10:00:00+08:00", now)]).toEqual(["00:05", "2025 年 1 月 2 日"]);
});
