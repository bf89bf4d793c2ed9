import { expect, test } from "vitest";
import {
  blanks,
  due,
  dueNote,
  factsToFill,
  ladderShown,
  otherCase,
  remark,
  stepsByPhase,
  stepToDo,
} from "../../src/case-words.ts";
import type { CaseStep, CaseView } from "../../src/contract.ts";
import { strings } from "../../src/strings.ts";
import { caseView, NOW, paper } from "./build.ts";

const waiting = { phase: "wait", due_at: "2026-11-27T18:00:00+08:00" } as const;

test.each([
  ["nothing to wait for", {}, ""],
  ["a day", waiting, "等到 11月27日"],
  ["a day that is only estimated", { ...waiting, due_estimated: true }, "大约等到 11月27日"],
  ["next year", { ...waiting, due_at: "2027-01-04T18:00:00+08:00" }, "等到 2027年1月4日"],
  ["over", { ...waiting, due_at: "2026-11-20T18:00:00+08:00" }, "11月20日已到期"],
  ["a rung of the ladder has its day too", { ...waiting, phase: "escalate" }, "等到 11月27日"],
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
  ["nobody has named a day", {}, strings.dueReminder],
  ["estimated", { due_estimated: true }, strings.dueReminder + strings.dueEstimated],
  ["promised", { due_promised: true }, strings.duePromised],
] as const)("on whose word the day stands: %s", (_, more, expected) => {
  expect(dueNote(caseView({ ...waiting, ...more }))).toBe(expected);
});

test("what a case lacks can be filled in until it has ended", () => {
  const missing_names = [{ id: "amount", name: "金额", choices: [] }];
  expect(factsToFill(caseView({ missing_names }))).toBe(missing_names);
  expect(factsToFill(caseView({ missing_names, status: "resolved" }))).toEqual([]);
});

test("steps stand under their phases; the rungs leave once the ladder is shown", () => {
  const step = (id: string, phase: string, state: CaseStep["state"]): CaseStep => ({ id, phase, title: id, state, at: null });
  const steps = [step("a", "verify", "done"), step("b", "verify", "skipped"), step("c", "escalate", "todo")];
  const phases = [
    { id: "verify", name: "核实", state: "done" as const },
    { id: "submit", name: "提交", state: "todo" as const },
    { id: "escalate", name: "升级", state: "todo" as const },
  ];
  const ladder = [{ id: "c", title: "c", opens_when: "", state: "now" as const }];
  const shown = (phase: CaseView["phase"]) =>
    stepsByPhase(caseView({ steps, phases, phase, ladder })).map((part) => [part.name, part.steps.length, part.done]);
  expect(shown("verify")).toEqual([["核实", 2, 1], ["升级", 1, 0]]);
  expect(shown("escalate")).toEqual([["核实", 2, 1]]);
});

test("the ladder is shown from waiting on", () => {
  const ladder = [{ id: "head_office", title: "打它总部", opens_when: "明说不管。", state: "todo" as const }];
  const shown = (phase: CaseView["phase"]) => ladderShown(caseView({ phase, ladder }));
  expect([shown("submit"), shown("wait"), shown("escalate")]).toEqual([[], ladder, ladder]);
});

test.each([
  ["open", "不到账 · ZF-20261122-AAAA-1 · 在办"],
  ["resolved", "不到账 · ZF-20261122-AAAA-1 · 已解决"],
  ["a status of a newer desk", "不到账 · ZF-20261122-AAAA-1"],
])("another case: %s", (status, expected) => {
  const other = { number: "ZF-20261122-AAAA-1", family: "not_arrived", family_name: "不到账", status };
  expect(otherCase(other)).toBe(expected);
});

test("a paper says what it leaves blank", () => {
  const missing = [
    { id: "amount", name: "金额" },
    { id: "order_number", name: "订单号" },
  ];
  expect(blanks(paper("appeal_letter", { ready: false, missing }))).toBe(
    "还不知道金额、订单号，先空着，拿到了自己填。",
  );
  expect(blanks(paper("appeal_letter"))).toBe("");
});
