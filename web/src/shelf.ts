/** The little that the phone keeps between visits and every tab reads at once. A phone that keeps nothing still works. */

import type { Key } from "./desk-call.ts";
import { read, remove, write } from "./storage.ts";

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

/** What the merchant has agreed to on this phone. */
export interface KeptConsent {
  /** In which conversation it is on record; null as long as it is in none. */
  conversation: string | null;
  at: string;
  version: string;
  sensitive: boolean;
}

const CONVERSATION = "zhangfang.conversation";
const ERASING = "zhangfang.erasing";
const CONSENT = "zhangfang.consent";
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

/** The token of the conversation that is to be erased, until it is known whether it was. */
export function isErasing(token: string): boolean {
  return read<string>(ERASING) === token;
}

export function keepErasing(token: string): void {
  write(ERASING, token);
}

export function dropErasing(): void {
  remove(ERASING);
}

export function loadConsent(): KeptConsent | null {
  return read<KeptConsent>(CONSENT);
}

export function keepConsent(consent: KeptConsent): void {
  write(CONSENT, consent);
}

export function dropConsent(): void {
  remove(CONSENT);
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
