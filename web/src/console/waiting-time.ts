/** How long somebody has waited, in words and in colour. Pure. */

import { queueWords as words } from "./words/queue.ts";

export type Patience = "fine" | "amber" | "red";

const MINUTE = 60_000;

/** `amber`, `red`: from how many minutes on. */
export function patienceLeft(since: string, now: number, amber: number, red: number): Patience {
  const waited = (now - Date.parse(since)) / MINUTE;
  if (waited >= red) return "red";
  return waited >= amber ? "amber" : "fine";
}

export function long(since: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  if (seconds < 60) return words.seconds(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return words.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? words.hours(hours, minutes % 60) : words.days(Math.floor(hours / 24));
}
