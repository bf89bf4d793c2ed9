/** From entries to the lines on the screen: days between, marks of recalls left out. Pure. */

import type { TimelineEntry } from "../../api-types.ts";
import { dayLine, sameDay } from "../times.ts";

export type Line =
  | { kind: "day"; key: string; text: string }
  | { kind: "unread"; key: string }
  | { kind: "said"; key: string; entry: TimelineEntry; goesOn: boolean }
  | { kind: "note"; key: string; entry: TimelineEntry }
  | { kind: "event"; key: string; entry: TimelineEntry };

/** `unreadFrom`: seq of the first that is new, if the agent was away when it came. */
export function lines(entries: readonly TimelineEntry[], now: Date, unreadFrom: number | null): Line[] {
  const found: Line[] = [];
  let before: TimelineEntry | null = null;
  for (const entry of entries) {
    if (entry.message?.recalls != null) continue;
    if (!before || !sameDay(before.at, entry.at)) {
      found.push({ kind: "day", key: `day-${entry.seq}`, text: dayLine(entry.at, now) });
    }
    if (entry.seq === unreadFrom) found.push({ kind: "unread", key: "unread" });
    found.push(lineOf(entry, found[found.length - 1]));
    before = entry;
  }
  return found;
}

export function isNote(entry: TimelineEntry): boolean {
  return entry.kind === "note";
}

const FIVE_MINUTES = 5 * 60_000;

function lineOf(entry: TimelineEntry, before: Line | undefined): Line {
  const key = entry.message?.client_message_id ?? `seq-${entry.seq}`;
  if (isNote(entry)) return { kind: "note", key, entry };
  if (!entry.message || entry.actor === "system") return { kind: "event", key, entry };
  return { kind: "said", key, entry, goesOn: before?.kind === "said" && continues(before.entry, entry) };
}

function continues(before: TimelineEntry, entry: TimelineEntry): boolean {
  return (
    before.actor === entry.actor && before.by === entry.by && Date.parse(entry.at) - Date.parse(before.at) < FIVE_MINUTES
  );
}
