/** What the phone keeps between visits, in localStorage. A phone that keeps nothing still works. */

import type { Key } from "./api.ts";
import type { Outgoing } from "./outbox.ts";

export interface Kept extends Key {
  caseNumber: string | null;
  /** Set when this conversation took the place of one that no longer opened. */
  replaces: { caseNumber: string | null } | null;
}

const CONVERSATION = "zhangfang.conversation";
const OUTGOING = "zhangfang.outgoing."; // one entry a message, so that two tabs don't overwrite each other

export function loadConversation(): Kept | null {
  const kept = read<Partial<Kept>>(CONVERSATION);
  if (!kept?.id || !kept.token) return null;
  return {
    id: kept.id,
    token: kept.token,
    caseNumber: kept.caseNumber ?? null,
    replaces: kept.replaces ?? null,
  };
}

export function keepConversation(kept: Kept): void {
  write(CONVERSATION, kept);
}

/** Words that were still under way when the page was closed; they are sent again. */
export function loadOutbox(): Outgoing[] {
  return storedKeys()
    .filter((name) => name.startsWith(OUTGOING))
    .flatMap((name) => read<Outgoing>(name) ?? [])
    .sort((a, b) => a.at.localeCompare(b.at));
}

export function keepOutgoing(entry: Outgoing): void {
  write(OUTGOING + entry.client_message_id, entry);
}

export function dropOutgoing(id: string): void {
  try {
    localStorage.removeItem(OUTGOING + id);
  } catch {
    // nothing was kept
  }
}

function storedKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function read<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") as T | null;
  } catch {
    return null;
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // private browsing or a full disk: the conversation lasts as long as the page
  }
}
