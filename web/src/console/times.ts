/** Days and hours as an agent reads them, in the shops' time. Pure. */

import { shopTime, weekday, type ShopTime } from "../shop-time.ts";
import { timeWords as words } from "./words/times.ts";

export function clock(at: string): string {
  return shopTime(new Date(at)).clock;
}

/** 今天 10:20, 昨天 9:00, 11 月 3 日 18:00. */
export function day(at: string, now: Date): string {
  const then = shopTime(new Date(at));
  return `${dayName(then, shopTime(now))} ${then.clock}`;
}

/** The same where room is short: of today only the hour, of other days only the day. */
export function shortDay(at: string, now: Date): string {
  const then = shopTime(new Date(at));
  const today = shopTime(now);
  return then.dayNumber === today.dayNumber ? then.clock : dayName(then, today);
}

/** The line above the first message of a day: its date and weekday. */
export function dayLine(at: string, now: Date): string {
  const then = shopTime(new Date(at));
  const today = shopTime(now);
  const ago = today.dayNumber - then.dayNumber;
  if (ago === 0 || ago === 1) return dayName(then, today);
  return `${date(then, today)} ${words.weekdays[weekday(then.dayNumber)]}`;
}

export function sameDay(one: string, other: string): boolean {
  return shopTime(new Date(one)).dayNumber === shopTime(new Date(other)).dayNumber;
}

function dayName(then: ShopTime, today: ShopTime): string {
  const ago = today.dayNumber - then.dayNumber;
  if (ago === 0) return words.today;
  return ago === 1 ? words.yesterday : date(then, today);
}

function date(then: ShopTime, today: ShopTime): string {
  return then.year === today.year
    ? words.monthDay(then.month, then.day)
    : words.yearMonthDay(then.year, then.month, then.day);
}
