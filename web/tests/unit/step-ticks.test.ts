import { expect, test } from "vitest";
import type { CaseStep } from "../../src/contract.ts";
import { tickState } from "../../src/step-ticks.ts";
import { caseView, outgoing } from "./build.ts";

const step = (id: string, more: Partial<CaseStep>): CaseStep => ({ id, phase: "verify", title: id, state: "now", at: null, ...more });
const view = caseView({
  phase: "contact",
  steps: [
    step("done", { state: "done" }),
    step("early", { state: "todo" }),
    step("now", { phase: "contact" }),
    step("stuck", { phase: "contact", state: "stuck" }),
    step("letter", { phase: "submit", state: "todo" }),
    step("wait", { phase: "wait", state: "todo" }),
    step("answer", { phase: "submit", state: "waiting" }),
    step("complain", { phase: "escalate", state: "todo" }),
  ],
});

test.each([
  ["done", "done"],
  ["early", "open"],
  ["now", "open"],
  ["stuck", "open"],
  ["letter", "open"],
  ["wait", "over"],
  ["answer", "over"],
  ["complain", "over"],
  ["of another case", "over"],
])("%s: %s", (id, state) => {
  expect(tickState(id, view, [])).toBe(state);
});

test("a rung can be ticked once the case is there; nothing in a case that has ended", () => {
  expect(tickState("complain", { ...view, phase: "escalate" }, [])).toBe("open");
  expect(tickState("now", { ...view, status: "resolved" }, [])).toBe("over");
  expect(tickState("now", null, [])).toBe("over");
});

test("on its way it shows so; refused, it can be ticked again", () => {
  const sending = outgoing("a", { said: { done_step: "now" } });
  expect(tickState("now", view, [sending])).toBe("ticking");
  expect(tickState("now", view, [{ ...sending, state: "failed" }])).toBe("open");
});
