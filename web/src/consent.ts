/** What the merchant has agreed to: shown at once, kept on the phone, on record before anything else is said. */

import { consentOf, consentTo } from "./talk-api.ts";
import type { Consent } from "./contract.ts";
import type { Key } from "./desk-call.ts";
import { DeskError } from "./desk-error.ts";
import { phoneTime } from "./phone-time.ts";
import * as shelf from "./shelf.ts";
import type { Tabs } from "./tabs.ts";

const NONE: Consent = { at: null, version: null, sensitive: null };

/** `shown.consent`: null as long as nothing is known. */
export class Consenting {
  private kept = shelf.loadConsent();

  constructor(
    private readonly shown: { consent: Consent | null },
    private readonly key: () => Key | null,
    private readonly tabs: Tabs,
  ) {
    this.readKept();
  }

  /** What the phone knows of the conversation that is on the page now. */
  readKept(): void {
    const kept = this.kept;
    const isOfThis = kept?.conversation === null || kept?.conversation === this.key()?.id;
    this.shown.consent = kept && isOfThis ? shownOf(kept) : null;
  }

  /** From another tab. */
  hear(consent: shelf.KeptConsent): void {
    this.kept = consent;
    this.readKept();
  }

  /** Asks the desk if the phone doesn't know. Throws a DeskError. */
  async known(): Promise<Consent> {
    const key = this.key();
    if (this.shown.consent === null && key) {
      const consent = await consentOf(key);
      if (this.shown.consent === null && this.key()?.token === key.token) this.settle(key, consent);
    }
    return this.shown.consent ?? NONE;
  }

  /** The desk has it otherwise than this phone: agreed to elsewhere, and differently. */
  async readAgain(): Promise<void> {
    const key = this.key();
    if (!key || this.kept?.conversation === null) return;
    const consent = await consentOf(key).catch(() => null);
    if (consent && this.key()?.token === key.token) this.settle(key, consent);
  }

  /** Holds from now on, with or without a network. Throws a DeskError if the desk does not take it. */
  async to(version: string, sensitive: boolean): Promise<void> {
    this.keep({ conversation: null, at: phoneTime(new Date()), version, sensitive });
    this.readKept();
    const key = this.key();
    if (!key) return;
    try {
      await this.recorded(key);
    } catch (error) {
      if (!isAway(error)) throw error;
    }
  }

  /** Before anything is said. What the desk does not take is asked for anew, and holds nothing up. */
  async first(key: Key): Promise<void> {
    try {
      await this.recorded(key);
    } catch (error) {
      if (isAway(error)) throw error;
    }
  }

  /** With the conversation goes what was agreed to in it. */
  forget(): void {
    this.kept = null;
    shelf.dropConsent();
    this.shown.consent = null;
  }

  private async recorded(key: Key): Promise<void> {
    const kept = this.kept;
    if (kept === null || kept.conversation !== null) return;
    try {
      const consent = await consentTo(key, kept.version, kept.sensitive);
      if (this.kept === kept && this.key()?.token === key.token) this.settle(key, consent);
    } catch (error) {
      if (!isAway(error) && this.kept === kept) {
        this.forget();
        this.shown.consent = NONE;
      }
      throw error;
    }
  }

  private settle(key: Key, consent: Consent): void {
    this.shown.consent = consent;
    const { at, version, sensitive } = consent;
    if (at === null || version === null || sensitive === null) return;
    this.keep({ conversation: key.id, at, version, sensitive });
  }

  private keep(consent: shelf.KeptConsent): void {
    this.kept = consent;
    shelf.keepConsent(consent);
    this.tabs.tell({ kind: "consent", consent });
  }
}

function shownOf({ at, version, sensitive }: shelf.KeptConsent): Consent {
  return { at, version, sensitive };
}

function isAway(error: unknown): boolean {
  return error instanceof DeskError && error.kind === "unreachable";
}
