/** What happened in a conversation, in order, each thing once. Pure. */

import type { Quoted, TimelineEntry } from "../../api-types.ts";

/** New ones among those that are there; what was taken back is emptied where it stood. */
export function joined(known: readonly TimelineEntry[], more: readonly TimelineEntry[]): TimelineEntry[] {
  const bySeq = new Map(known.map((entry) => [entry.seq, entry]));
  for (const entry of more) bySeq.set(entry.seq, entry);
  const all = [...bySeq.values()];
  if (more.some((entry, at) => entry.seq < (at ? more[at - 1]!.seq : lastSeq(known)))) all.sort((a, b) => a.seq - b.seq);
  const withdrawn = new Set(more.flatMap((entry) => entry.message?.recalls ?? []));
  return withdrawn.size ? all.map((entry) => (withdrawn.has(entry.seq) ? withdraw(entry) : entry)) : all;
}

export function lastSeq(entries: readonly TimelineEntry[]): number {
  return entries[entries.length - 1]?.seq ?? 0;
}

/** The merchant's last words, of which the assistant speaks. */
export function lastOfMerchant(entries: readonly TimelineEntry[]): number | null {
  return entries.findLast(({ actor, message }) => actor === "merchant" && isSaid(message))?.seq ?? null;
}

const QUOTED = 60;

/** What a message that quotes this one shows of it. */
export function quotedOf({ message }: TimelineEntry): Quoted | null {
  if (!message || message.recalled) return null;
  const letters = [...message.text];
  const text = letters.length > QUOTED ? `${letters.slice(0, QUOTED - 1).join("")}…` : message.text;
  return { seq: message.seq, actor: message.actor, text };
}

function isSaid(message: TimelineEntry["message"]): boolean {
  return message !== null && message.recalls === null && !message.recalled;
}

function withdraw(entry: TimelineEntry): TimelineEntry {
  const { message } = entry;
  if (!message) return entry;
  const gone = { recalled: true, text: "", file: null, quotes: null, slip: null, choices: [] };
  return { ...entry, message: { ...message, ...gone } };
}
