/** Nothing leaves the page before the merchant has agreed: what was about to go waits for the answer. */

import { ref, watch } from "vue";
import type { Consent } from "./contract.ts";
import type { Deeds } from "./deeds.ts";

/** What is about to leave: words of any kind, or files, which may show what is sensitive. */
export type Leaving = "words" | "files";

/** Why the sheet is open: on the first visit, because something is about to leave, or to be read again. */
export type Asking = "first" | Leaving | "again";

interface Shown {
  readonly ready: boolean;
  /** Null while it is not known. */
  readonly consent: Readonly<Consent> | null;
}

export function useConsentGate(state: Shown, consentTo: Deeds["consentTo"]) {
  const asking = ref<Asking | null>(null);
  let waiting: { what: Leaving; act: () => void } | null = null;

  function may(what: Leaving): boolean {
    const { consent } = state;
    return Boolean(consent?.at) && (what === "words" || consent!.sensitive === true);
  }

  /** Does it at once, or asks first and does it when the merchant has agreed. */
  function pass(what: Leaving, act: () => void): void {
    if (may(what)) return act();
    waiting = { what, act };
    asking.value = what === "files" && may("words") ? "files" : "words";
  }

  async function agree(version: string, sensitive: boolean): Promise<void> {
    await consentTo(version, sensitive);
    letGo();
  }

  /** Closing the sheet is no answer: nothing goes, and the words stay in their field. */
  function leave(): void {
    asking.value = null;
    waiting = null;
  }

  function letGo(): void {
    const held = waiting;
    leave();
    if (held && may(held.what)) held.act();
  }

  watch(
    () => state.ready && state.consent,
    (known, before) => {
      if (!known) return;
      if (!known.at && !before) asking.value ??= "first";
      else if (waiting && may(waiting.what)) letGo();
    },
    { immediate: true },
  );

  return { asking, pass, agree, leave, readAgain: () => void (asking.value = "again") };
}

/** What a merchant can do, with the gate before all that sends something. */
export function gated(deeds: Deeds, pass: (what: Leaving, act: () => void) => void): Deeds {
  return {
    ...deeds,
    tick: (step) => pass("words", () => deeds.tick(step)),
    sendFiles: (files) => pass("files", () => deeds.sendFiles(files)),
  };
}
