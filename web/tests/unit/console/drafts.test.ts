import { expect, test } from "vitest";
import { faults as correctionFaults, type Draft as Correction } from "../../../src/console/card/correction.ts";
import { closingOf, faults as closingFaults, type Draft as Closing } from "../../../src/console/closing/closing-draft.ts";
import { isSound, lastDays, usual } from "../../../src/console/supervision/filter-days.ts";

const correction: Correction = { what: "intent", intent: "wrong_refund", fact: "", value: "", absent: false, reason: "退给了别人" };
const closing: Closing = { outcome: "resolved", summary: "办好了", word: "", override: "" };

test.each<[string, Partial<Correction>, string[]]>([
  ["an intent and why", {}, []],
  ["no intent", { intent: "" }, ["intent"]],
  ["no reason but blanks", { reason: "  " }, ["reason"]],
  ["a fact without its value", { what: "fact", fact: "amount" }, ["value"]],
  ["a fact that is not there", { what: "fact", fact: "amount", absent: true }, []],
  ["nothing at all", { what: "fact", reason: "" }, ["fact", "value", "reason"]],
])("a correction with %s", (_, more, expected) => {
  expect(Object.keys(correctionFaults({ ...correction, ...more }))).toEqual(expected);
});

test.each<[string, Partial<Closing>, number, string[]]>([
  ["everything done", {}, 0, []],
  ["a step open, no reason", {}, 1, ["override"]],
  ["a step open, and why", { override: "商户急着走" }, 1, []],
  ["no outcome, no summary", { outcome: "", summary: " " }, 0, ["outcome", "summary"]],
])("closing with %s", (_, more, open, expected) => {
  expect(Object.keys(closingFaults({ ...closing, ...more }, open))).toEqual(expected);
});

test("a reason written for steps that were done meanwhile is not sent", () => {
  expect(closingOf({ ...closing, override: "商户急着走" }, 0).override).toBeNull();
});

test("the last days are the shop's, today among them", () => {
  const lateEvening = new Date("2026-11-22T17:30:00Z"); // the 23rd in Shanghai
  expect(lastDays(7, lateEvening)).toEqual({ since: "2026-11-17", until: "2026-11-23" });
  expect(isSound(usual(lateEvening))).toBe(true);
});

test.each([
  ["", "2026-11-22"],
  ["2026-11-23", "2026-11-22"],
])("from %s to %s cannot be asked", (since, until) => {
  expect(isSound({ since, until, family: "", agent: "" })).toBe(false);
});
