/** What the merchant has said and the desk has not yet acknowledged. Pure. */

import type { Message, Said } from "./contract.ts";

export interface Outgoing {
  /** The same id each time it is sent, so that the desk takes it once. */
  client_message_id: string;
  said: Said;
  /** What the merchant sees: the words, or the quick reply's label. */
  label: string;
  /** What the phone's clock showed. */
  at: string;
  /** The last message the merchant had seen. */
  afterSeq: number;
  state: "sending" | "failed";
  failure: Failure | null;
}

export interface Failure {
  reason: string;
  /** Sending the same again may help; if not, the words must be changed. */
  canRetry: boolean;
}

export function fail(outbox: readonly Outgoing[], id: string, failure: Failure): Outgoing[] {
  return change(outbox, id, { state: "failed", failure });
}

export function sendAgain(outbox: readonly Outgoing[], id: string): Outgoing[] {
  return change(outbox, id, { state: "sending", failure: null });
}

export function sendAllAgain(outbox: readonly Outgoing[]): Outgoing[] {
  return outbox.map((entry) =>
    entry.failure?.canRetry ? { ...entry, state: "sending", failure: null } : entry,
  );
}

export function without(outbox: readonly Outgoing[], id: string): Outgoing[] {
  return outbox.filter((entry) => entry.client_message_id !== id);
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

/** In a new conversation the words are still worth sending; a quick reply has lost its question. */
export function carriedOver(outbox: readonly Outgoing[]): Outgoing[] {
  return outbox
    .filter((entry) => "text" in entry.said)
    .map((entry) => ({ ...entry, afterSeq: 0, state: "sending", failure: null }));
}

export function saidAfter(outbox: readonly Outgoing[]): number {
  return Math.max(-1, ...outbox.map((entry) => entry.afterSeq));
}

function change(outbox: readonly Outgoing[], id: string, what: Partial<Outgoing>): Outgoing[] {
  return outbox.map((entry) => (entry.client_message_id === id ? { ...entry, ...what } : entry));
}
