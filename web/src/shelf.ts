/** What the phone keeps between visits. A phone that keeps nothing still works. */

import type { Key } from "./desk-call.ts";
import type { Outgoing } from "./outbox.ts";
import { namesUnder, read, remove, write } from "./storage.ts";

export interface Kept extends Key {
  caseNumber: string | null;
  /** Set when this conversation took the place of one that no longer opened. */
  replaces: { caseNumber: string | null } | null;
}

/** The proof that a conversation was erased, until the merchant has saved it or wants none. */
export interface Proof {
  erasedAt: string;
  note: string;
}

const CONVERSATION = "zhangfang.conversation";
const OUTGOING = "zhangfang.outgoing."; // one entry a message, so that two tabs don't overwrite each other
const PROOF = "zhangfang.erased";

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

export function dropConversation(): void {
  remove(CONVERSATION);
}

/** Words without a receipt when the page was closed; they are sent again. */
export function loadOutbox(): Outgoing[] {
  return namesUnder(OUTGOING)
    .flatMap((name) => read<Outgoing>(name) ?? [])
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

export function keepOutgoing(entry: Outgoing): void {
  write(OUTGOING + entry.client_message_id, entry);
}

export function dropOutgoing(id: string): void {
  remove(OUTGOING + id);
}

export function loadProof(): Proof | null {
  return read<Proof>(PROOF);
}

export function keepProof(proof: Proof): void {
  write(PROOF, proof);
}

export function dropProof(): void {
  remove(PROOF);
}
