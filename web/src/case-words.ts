/** What the case bar and the sheet say of a case. Pure. */

import type { CaseView } from "./contract.ts";
import { shopTime, type ShopTime } from "./shop-time.ts";
import { strings } from "./strings.ts";
import { date } from "./timestamps.ts";

export interface FactRow {
  name: string;
  label: string;
  value: string;
}

/** One short remark at the right of the bar: how it ended, or until when to wait. */
export function remark(view: CaseView, now: Date): string {
  if (view.status !== "open" && view.status !== "none") return strings.caseStatus[view.status];
  return view.phase === "wait" ? due(view, now) : "";
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

/** Facts without a Chinese name are the desk's own business and are left out. */
export function knownFacts(view: CaseView, now: Date): FactRow[] {
  return Object.entries(view.facts).flatMap(([name, value]) => {
    const label = strings.facts[name];
    return value && label ? [{ name, label, value: spoken(name, value, now) }] : [];
  });
}

export function missingFacts(view: CaseView): string[] {
  return view.missing.flatMap((name) => strings.facts[name] ?? []);
}

function spoken(name: string, value: string, now: Date): string {
  if (name === "amount") return strings.yuan(value);
  if (name === "transaction_time") return spokenTime(value, shopTime(now));
  return value;
}

const TO_PRECISION = /^(?:(\d{4})-(\d\d)(?:-(\d\d))?)?(?:T(\d\d:\d\d)(?::\d\d)?(?:[+-]\d\d:\d\d)?)?$/;

/** An ISO time in words, to the precision that was said: a month, a day, an hour, or all of it. */
export function spokenTime(iso: string, today: ShopTime): string {
  const match = TO_PRECISION.exec(iso);
  if (!match) return iso;
  const [, year, month, day, clock] = match;
  const words = year ? dayWords(Number(year), Number(month), day, today) : "";
  return [words, clock].filter(Boolean).join(" ");
}

function dayWords(year: number, month: number, day: string | undefined, today: ShopTime): string {
  if (!day) return strings.yearMonth(year, month);
  return year === today.year
    ? strings.monthDay(month, Number(day))
    : strings.yearMonthDay(year, month, Number(day));
}
