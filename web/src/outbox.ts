/** What the merchant has said and the desk has not yet acknowledged. Pure. */

import type { Message, Said } from "./contract.ts";

export interface Outgoing {
  /** The same id each time it is sent, so that the desk takes it once. */
  client_message_id: string;
  /** Null for a file. */
  said: Said | null;
  file?: OutgoingFile;
  /** What the merchant sees: the words, the quick reply's label, or the file's name. */
  label: string;
  /** What the phone's clock showed. */
  at: string;
  /** The last message the merchant had seen. */
  afterSeq: number;
  /** Its place among all that is said on this phone; null until the phone has stored it. */
  order: number | null;
  state: "sending" | "failed";
  failure: Failure | null;
  /** How much of a file has gone up, 0 to 1. */
  progress: number;
}

export interface OutgoingFile {
  name: string;
  media: string;
  /** In bytes. */
  size: number;
  /** A blob: address of a small picture of it. */
  preview: string | null;
}

export interface Failure {
  reason: string;
  /** Sending the same again may help; if not, the words must be changed. */
  canRetry: boolean;
  /** The desk's name for the reason, if it gave one. */
  code: string | null;
}

/** What a failure of before looks like when it is tried again. */
const TRIED = { state: "sending", failure: null, progress: 0 } as const;

export function fail(outbox: readonly Outgoing[], id: string, failure: Failure): Outgoing[] {
  return change(outbox, id, { state: "failed", failure, progress: 0 });
}

/** All that may succeed: a later message can't overtake an earlier one that waits. */
export function sendAllAgain(outbox: readonly Outgoing[]): Outgoing[] {
  return outbox.map((entry) => (entry.failure?.canRetry ? { ...entry, ...TRIED } : entry));
}

/** What the desk refused for this reason, which is there no longer. */
export function tryRefused(outbox: readonly Outgoing[], code: string): Outgoing[] {
  return outbox.map((entry) => (entry.failure?.code === code ? { ...entry, ...TRIED } : entry));
}

export function without(outbox: readonly Outgoing[], id: string): Outgoing[] {
  return outbox.filter((entry) => entry.client_message_id !== id);
}

/** The first that may go: what was refused for good holds up nobody, what waits holds up all behind it. */
export function firstToGo(outbox: readonly Outgoing[]): Outgoing | undefined {
  return outbox.find((entry) => entry.failure === null || entry.failure.canRetry);
}

/** In the order in which they were said; those not stored yet are the newest. */
export function inOrder(outbox: readonly Outgoing[]): Outgoing[] {
  const place = (entry: Outgoing) => entry.order ?? Number.POSITIVE_INFINITY;
  return [...outbox].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/**
 * What this tab shows, once it has read what the phone has stored: words of another tab are new to it, and
 * what was stored and is no longer there has been delivered or taken back.
 */
export function broughtUpToDate(shown: readonly Outgoing[], stored: readonly Outgoing[]): Outgoing[] {
  const known = new Map(shown.map((entry) => [entry.client_message_id, entry]));
  const both = stored.map((entry) => ({ ...(known.get(entry.client_message_id) ?? entry), order: entry.order }));
  return inOrder([...both, ...shown.filter((entry) => entry.order === null && !isAmong(stored, entry))]);
}

/** Those the desk has in its transcript are no longer pending; what is owed for them is the receipt. */
export function settle(
  outbox: readonly Outgoing[],
  messages: readonly Message[],
): { pending: Outgoing[]; owed: Outgoing[] } {
  const settled = new Set(messages.map((message) => message.client_message_id));
  const isOwed = (entry: Outgoing) => settled.has(entry.client_message_id);
  return { pending: outbox.filter((entry) => !isOwed(entry)), owed: outbox.filter(isOwed) };
}

/** In a new conversation words and files are still worth sending; all else has lost what it answered. */
export function carriedOver(outbox: readonly Outgoing[]): Outgoing[] {
  return outbox.flatMap((entry) => {
    const said = entry.said === null ? null : "text" in entry.said ? { text: entry.said.text } : undefined;
    return said === undefined ? [] : [{ ...entry, ...TRIED, said, afterSeq: 0 }];
  });
}

export function saidAfter(outbox: readonly Outgoing[]): number {
  return Math.max(-1, ...outbox.map((entry) => entry.afterSeq));
}

export function change(outbox: readonly Outgoing[], id: string, what: Partial<Outgoing>): Outgoing[] {
  return outbox.map((entry) => (entry.client_message_id === id ? { ...entry, ...what } : entry));
}

function isAmong(entries: readonly Outgoing[], entry: Outgoing): boolean {
  return entries.some((other) => other.client_message_id === entry.client_message_id);
}
