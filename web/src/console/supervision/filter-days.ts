/** From which day to which: as chosen, or the last so many. Pure. */

import { shopTime } from "../../shop-time.ts";
import type { Filter } from "./supervision-calls.ts";

export const SPANS = [7, 30, 90] as const;
const USUAL = 30;
const DAY = 86_400_000;

export function usual(now: Date): Filter {
  return { ...lastDays(USUAL, now), family: "", agent: "" };
}

/** So many days, today among them. */
export function lastDays(days: number, now: Date): Pick<Filter, "since" | "until"> {
  return { since: dayOf(now, days - 1), until: dayOf(now) };
}

/** A filter that can be asked for; a field that is being filled in is no day yet. */
export function isSound({ since, until }: Filter): boolean {
  return since !== "" && until !== "" && since <= until;
}

/** A day as the desk takes it: 2026-11-22, in the shops' time. `ago`: so many days before. */
function dayOf(now: Date, ago = 0): string {
  const then = shopTime(new Date(now.getTime() - ago * DAY));
  return [then.year, pad(then.month), pad(then.day)].join("-");
}

function pad(part: number): string {
  return String(part).padStart(2, "0");
}
