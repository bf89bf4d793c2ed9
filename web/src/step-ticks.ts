/** Whether a step that a bubble offers is done, can be ticked now, or is no longer on the table. Pure. */

import type { CaseView } from "./contract.ts";
import type { Outgoing } from "./outbox.ts";

export type TickState = "done" | "ticking" | "open" | "over";

type View = Pick<CaseView, "steps" | "phase" | "status">;

/** The desk's own rule: a step of waiting ends by itself, one of escalation counts only there. */
export function tickState(id: string, view: View | null, outbox: readonly Pick<Outgoing, "said" | "state">[]): TickState {
  const said = outbox.find((entry) => entry.said && "done_step" in entry.said && entry.said.done_step === id);
  if (said?.state === "sending") return "ticking";
  const step = view?.steps.find((known) => known.id === id);
  if (!view || !step) return "over";
  if (step.state === "done") return "done";
  const ended = view.status !== "open" && view.status !== "handed_over";
  const early = step.phase === "escalate" && view.phase !== "escalate";
  return ended || early || step.state === "waiting" || step.phase === "wait" ? "over" : "open";
}
