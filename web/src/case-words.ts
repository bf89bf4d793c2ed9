/** What the case bar and the sheet say of a case. Pure. */

import type { CaseStep, CaseView, FactMissing, OtherCase, Paper, Rung } from "./contract.ts";
import { shopTime } from "./shop-time.ts";
import { strings } from "./strings.ts";
import { date } from "./timestamps.ts";

/** One short remark at the right of the bar: how it ended, or until when to wait. */
export function remark(view: CaseView, now: Date): string {
  if (view.status !== "open" && view.status !== "none") return strings.caseStatus[view.status];
  return due(view, now);
}

/** The step to do now; a case that has ended has none, whatever was open last. */
export function stepToDo(view: CaseView): CaseView["step"] {
  return ended(view) ? null : view.step;
}

export function due(view: CaseView, now: Date): string {
  if (!view.due_at || ended(view)) return "";
  const until = new Date(view.due_at);
  const day = date(shopTime(until), shopTime(now));
  if (until < now) return strings.overdue(day);
  return view.due_estimated ? strings.waitUntilAbout(day) : strings.waitUntil(day);
}

function ended(view: CaseView): boolean {
  return view.status === "resolved" || view.status === "closed";
}

/** What the case still lacks; one that has ended lacks nothing. */
export function factsToFill(view: CaseView): readonly FactMissing[] {
  return ended(view) ? [] : view.missing_names;
}

export interface PartOfCase {
  id: string;
  name: string;
  steps: readonly CaseStep[];
  done: number;
}

/** The case's steps under their phases; the rungs of the ladder have a list of their own once they matter. */
export function stepsByPhase(view: CaseView): PartOfCase[] {
  const ladder = ladderShown(view).length > 0;
  return view.phases.flatMap(({ id, name }) => {
    const steps = view.steps.filter((step) => step.phase === id && !(ladder && id === "escalate"));
    const done = steps.filter((step) => step.state === "done").length;
    return steps.length ? [{ id, name, steps, done }] : [];
  });
}

/** On whose word the day to wait for stands. */
export function dueNote(view: CaseView): string {
  const whose = view.due_promised ? strings.duePromised : strings.dueReminder;
  return view.due_estimated ? whose + strings.dueEstimated : whose;
}

/** The rungs above are of interest from the moment that somebody else has to answer. */
export function ladderShown(view: CaseView): readonly Rung[] {
  return view.phase === "wait" || view.phase === "escalate" ? view.ladder : [];
}

export function otherCase({ family_name, number, status }: OtherCase): string {
  return [family_name, number, caseStatus(status)].filter(Boolean).join(" · ");
}

function caseStatus(status: string): string {
  return (strings.caseStatus as Record<string, string>)[status] ?? "";
}

/** What a paper leaves a blank for. */
export function blanks(paper: Paper): string {
  const names = paper.missing.map(({ name }) => name).join(strings.listSeparator);
  return names && strings.paperBlanks(names);
}
