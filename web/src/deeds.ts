/** What a merchant can do from within a bubble or the sheet. */

import type { InjectionKey } from "vue";
import { send } from "./api.ts";
import type { Consenting } from "./consent.ts";
import type { Accepted, Consent, Rating, StepOffered, Texts } from "./contract.ts";
import type { Key, NamedFile } from "./desk-call.ts";
import { DeskError, unreachable } from "./desk-error.ts";
import { phoneTime } from "./phone-time.ts";
import type { Pictures } from "./pictures.ts";
import { randomId } from "./random-id.ts";
import type { Sending } from "./sending.ts";
import { strings } from "./strings.ts";
import * as talk from "./talk-api.ts";

export interface Deeds {
  /** Throws a DeskError in words. */
  recall(seq: number): Promise<void>;
  tick(step: StepOffered): void;
  /** Facts filled in, or read from the file with this seq. Throws a DeskError whose `fact` names the field. */
  tell(facts: Record<string, string>, file?: number): Promise<void>;
  sendFiles(files: readonly File[]): void;
  /** Takes back what was not delivered yet. */
  cancel(id: string): void;
  /** A blob: address, waited for while the desk makes it. Throws a DeskError `no_view` if it can't. */
  picture(sha256: string, size: "small" | "large"): Promise<string>;
  /** To the byte, to be saved. */
  original(sha256: string): Promise<NamedFile>;
  /** The host's signed word on who writes; kept until there is a conversation. */
  identify(token: string): void;
  /** What was agreed to last. Throws a DeskError while the network is away and nothing is known. */
  consent(): Promise<Consent>;
  /** Kept on the phone at once, and on record before anything else leaves it. */
  consentTo(version: string, sensitive: boolean): Promise<void>;
  /** Throws a DeskError in words. */
  rate(rating: Rating): Promise<void>;
  /** Whether the merchant types just now. Nobody is told if it cannot be said. */
  typing(on: boolean): void;
  /** The words for consent and rating. */
  texts(): Promise<Texts>;
}

export const DEEDS: InjectionKey<Deeds> = Symbol("deeds");

export interface Doer {
  key(): Key | null;
  sending: Sending;
  consenting: Consenting;
  pictures: Pictures;
  accepted(accepted: Accepted): Promise<void>;
}

/** `inTouch`: to be called whenever the desk answers again. */
export function deedsOf({ key, sending, consenting, pictures, accepted }: Doer): { deeds: Deeds; inTouch(): void } {
  /** Facts whose answer was lost: told again under the same id, so that they are on record once. */
  const told = new Map<string, { id: string; at: string }>();
  let identity: string | null = null;

  function opened(): Key {
    const found = key();
    if (!found) throw unreachable();
    return found;
  }

  async function tell(facts: Record<string, string>, file?: number): Promise<void> {
    const said = file === undefined ? { facts } : { facts, file };
    const name = JSON.stringify(said);
    const { id, at } = told.get(name) ?? { id: randomId(), at: phoneTime(new Date()) };
    told.set(name, { id, at });
    try {
      const to = opened();
      await consenting.first(to);
      await accepted(await send(to, id, at, said));
      told.delete(name);
    } catch (error) {
      if (!(error instanceof DeskError && error.kind === "unreachable")) told.delete(name);
      throw error;
    }
  }

  async function consentTo(version: string, sensitive: boolean): Promise<void> {
    await consenting.to(version, sensitive);
    if (sensitive) sending.consented();
    else sending.deliver();
  }

  /** A word that the desk does not take is let go: the host's page has it wrong, not the merchant. */
  async function inTouch(): Promise<void> {
    const to = key();
    const token = identity;
    if (!to || token === null) return;
    const error = await talk.identify(to, token).catch((caught: unknown) => caught);
    const isAway = error instanceof DeskError && error.kind === "unreachable";
    if (!isAway && identity === token) identity = null;
  }

  return {
    inTouch: () => void inTouch(),
    deeds: {
      recall: async (seq) => accepted(await talk.recall(opened(), seq, phoneTime(new Date()))),
      tick: (step) => sending.post({ done_step: step.id }, strings.doneStep(step.title)),
      tell,
      sendFiles: (files) => sending.postFiles(files),
      cancel: (id) => sending.drop(id),
      picture: (sha256, size) => pictures.of(sha256, size),
      original: (sha256) => pictures.original(sha256),
      identify(token) {
        identity = token;
        void inTouch();
      },
      consent: () => consenting.known(),
      consentTo,
      rate: (rating) => talk.rate(opened(), rating),
      typing(on) {
        const to = key();
        if (to) void talk.typing(to, on).catch(() => {});
      },
      texts: talk.texts,
    },
  };
}
