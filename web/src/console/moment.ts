/** A day and an hour as they are in the shop, short enough for a list. Pure. */

import { shopTime } from "../shop-time.ts";

/** `now`: of what year the year is left out. */
export function moment(at: string, now = new Date()): string {
  const then = shopTime(new Date(at));
  const day = `${then.month} 月 ${then.day} 日 ${then.clock}`;
  return then.year === shopTime(now).year ? day : `${then.year} 年 ${day}`;
}

/** A day as the desk takes it: 2026-11-22, Shanghai time. `ago`: so many days before. */
export function dayOf(now: Date, ago = 0): string {
  const then = shopTime(new Date(now.getTime() - ago * 86_400_000));
  return [then.year, pad(then.month), pad(then.day)].join("-");
}

function pad(part: number): string {
  return String(part).padStart(2, "0");
}
