/** The little that the phone keeps between visits and every tab reads at once. A phone that keeps nothing still works. */

import type { Key } from "./desk-call.ts";
import { CURRENT, onPhone } from "./phone-db.ts";
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

/** At once, for the page to begin with. What another tab has just written may not be there yet. */
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

/** As every tab sees it, if the phone has a database. */
export async function sharedConversation(): Promise<Kept | null> {
  return (await onPhone((db) => db.get("conversation", CURRENT), undefined)) ?? loadConversation();
}

export async function keepConversation(kept: Kept): Promise<void> {
  write(CONVERSATION, kept);
  await onPhone((db) => db.put("conversation", { ...kept }, CURRENT), undefined);
}

/** If it is still the one with this token. */
export async function dropConversation(token: string): Promise<void> {
  if (loadConversation()?.token === token) remove(CONVERSATION);
  await onPhone(async (db) => {
    const transaction = db.transaction("conversation", "readwrite");
    const kept = await transaction.store.get(CURRENT);
    if (kept?.token === token) await transaction.store.delete(CURRENT);
    await transaction.done;
  }, undefined);
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
