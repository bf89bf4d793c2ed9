/** How long something takes, in the unit that suits it. Pure. */

import { supervisionWords } from "../words/supervision.ts";

const words = supervisionWords.figures;
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** Below this seconds still count. */
const SHORT = 10 * MINUTE;

/** As one would say it: 1 分 15 秒, 42 分, 2 小时 5 分, 4 天 6 小时. */
export function spoken(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < MINUTE) return words.seconds(whole);
  if (whole < SHORT) return words.minutes(Math.floor(whole / MINUTE), whole % MINUTE);
  const minutes = Math.round(whole / MINUTE);
  if (minutes < 60) return words.minutes(minutes, 0);
  if (whole < DAY) return words.hours(Math.floor(minutes / 60), minutes % 60);
  const hours = Math.round(whole / HOUR);
  return words.days(Math.floor(hours / 24), hours % 24);
}

/** The unit for an axis that reaches to `longest` seconds, and how many seconds it has. */
export function unitFor(longest: number): { unit: "seconds" | "minutes" | "hours" | "days"; seconds: number } {
  if (longest < 2 * MINUTE) return { unit: "seconds", seconds: 1 };
  if (longest < 2 * HOUR) return { unit: "minutes", seconds: MINUTE };
  if (longest < 2 * DAY) return { unit: "hours", seconds: HOUR };
  return { unit: "days", seconds: DAY };
}
