import { expect, test } from "vitest";
import { due, knownFacts, missingFacts, remark, spokenTime, stepToDo } from "../../src/case-words.ts";
import { shopTime } from "../../src/shop-time.ts";
import { caseView, NOW } from "./build.ts";

const waiting = { phase: "wait", due_at: "2026-11-27T18:00:00+08:00" } as const;

test.each([
  ["nothing to wait for", {}, ""],
  ["a day", waiting, "等到 11月27日"],
  ["a day that is only estimated", { ...waiting, due_estimated: true }, "大约等到 11月27日"],
  ["next year", { ...waiting, due_at: "2027-01-04T18:00:00+08:00" }, "等到 2027年1月4日"],
  ["over", { ...waiting, due_at: "2026-11-20T18:00:00+08:00" }, "11月20日已到期"],
  ["waiting is past", { ...waiting, phase: "escalate" }, ""],
  ["resolved", { ...waiting, status: "resolved" }, "已解决"],
  ["handed over", { status: "handed_over" }, "人工处理中"],
] as const)("remark: %s", (_, more, expected) => {
  expect(remark(caseView(more), NOW)).toBe(expected);
});

test("a case that has ended has nothing to do and nothing to wait for", () => {
  const step = { id: "call_acquirer", title: "打电话" };
  expect(stepToDo(caseView({ step }))).toBe(step);
  expect(stepToDo(caseView({ step, status: "resolved" }))).toBeNull();
  expect(due(caseView({ ...waiting, status: "resolved" }), NOW)).toBe("");
});

test.each([
  ["2026-11-20T19:30", "11月20日 19:30"],
  ["2026-11-20T19:30:00+08:00", "11月20日 19:30"],
  ["2026-11-20", "11月20日"],
  ["2025-12-31", "2025年12月31日"],
  ["2026-10", "2026年10月"],
  ["T08:00", "08:00"],
  ["上周", "上周"],
])("a time as it was said: %s → %s", (iso, expected) => {
  expect(spokenTime(iso, shopTime(NOW))).toBe(expected);
});

test("facts are named in Chinese; unknown ones and empty ones are left out", () => {
  const view = caseView({
    facts: { order_number: "A20261120", amount: "88.50", transaction_time: null, terminal: "1" },
    missing: ["transaction_time", "terminal"],
  });
  expect(knownFacts(view, NOW).map(({ label, value }) => `${label} ${value}`)).toEqual([
    "订单号 A20261120",
    "金额 88.50 元",
  ]);
  expect(missingFacts(view)).toEqual(["时间"]);
});
