/** Time stamps between groups of messages, the way WeChat writes them. */

import { shopTime, weekday, type ShopTime } from "./shop-time.ts";
import { strings } from "./strings.ts";

const GROUP_GAP = 5 * 60_000;

export function opensGroup(previous: Date | null, at: Date): boolean {
  return previous === null || at.getTime() - previous.getTime() > GROUP_GAP;
}

export function stamp(at: Date, now: Date): string {
  const then = shopTime(at);
  const today = shopTime(now);
  const day = dayName(then, today);
  return day ? `${day} ${then.clock}` : then.clock;
}

/** 今天 is not said; a day is named by the shortest name that is clear. */
function dayName(then: ShopTime, today: ShopTime): string {
  const ago = today.dayNumber - then.dayNumber;
  if (ago === 0) return "";
  if (ago === 1) return strings.yesterday;
  if (ago > 1 && ago < 7) return strings.weekdays[weekday(then.dayNumber)]!;
  return date(then, today);
}

/** 11月3日, with the year when it is not this one. */
export function date(then: ShopTime, today: ShopTime): string {
  return then.year === today.year
    ? strings.monthDay(then.month, then.day)
    : strings.yearMonthDay(then.year, then.month, then.day);
}
