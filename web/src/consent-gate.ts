/** Nothing leaves the page before the merchant has agreed: what was about to go waits for the answer. */

import { ref, watch } from "vue";
import type { Consent } from "./contract.ts";
import type { Deeds } from "./deeds.ts";
import { DeskError } from "./desk-error.ts";
import { strings } from "./strings.ts";

/** What is about to leave: words of any kind, or files, which may show what is sensitive. */
export type Leaving = "words" | "files";

/** Why the sheet is open: on the first visit, because something is about to leave, or to be read again. */
export type Asking = "first" | Leaving | "again";

/** Does `act` at once, or asks first; `not`: the merchant has closed the sheet without agreeing. */
export type Pass = (what: Leaving, act: () => void, not?: () => void) => void;

interface Shown {
  readonly ready: boolean;
  readonly away: boolean;
  /** Null while it is not known. */
  readonly consent: Readonly<Consent> | null;
}

interface Waiting {
  what: Leaving;
  act: () => void;
  not: () => void;
}

export function useConsentGate(state: Shown, consentTo: Deeds["consentTo"]) {
  const asking = ref<Asking | null>(null);
  let waiting: Waiting | null = null;
  let agreeing = false;

  function may(what: Leaving): boolean {
    const { consent } = state;
    return Boolean(consent?.at) && (what === "words" || consent!.sensitive === true);
  }

  const pass: Pass = (what, act, not = () => {}) => {
    if (may(what)) return act();
    waiting?.not();
    waiting = { what, act, not };
    asking.value = what === "files" && may("words") ? "files" : "words";
  };

  /**
   * Throws a DeskError if the desk does not take it. While the network is away nobody waits for the desk: the
   * consent goes on record before anything that was said.
   */
  async function agree(version: string, sensitive: boolean): Promise<void> {
    agreeing = true;
    try {
      const recorded = consentTo(version, sensitive);
      if (state.away) recorded.catch(() => {}); // asked for anew when it comes to light
      else await recorded;
      letGo();
    } finally {
      agreeing = false;
    }
  }

  /** Closing the sheet is no answer: nothing goes, and the words stay in their field. */
  function leave(): void {
    const held = waiting;
    asking.value = waiting = null;
    held?.not();
  }

  function letGo(): void {
    const held = waiting;
    if (!held || !may(held.what)) return leave();
    asking.value = waiting = null;
    held.act();
  }

  watch(
    () => (state.ready ? state.consent : null),
    (known) => {
      if (agreeing) return;
      if (known && !known.at) asking.value ??= "first";
      else if (waiting && may(waiting.what)) letGo();
      else if (known?.at && asking.value === "first") leave(); // agreed to in another tab
    },
    { immediate: true },
  );

  return { asking, pass, agree, leave, readAgain: () => void (asking.value = "again") };
}

/** What a merchant can do, with the gate before all that sends something. */
export function gated(deeds: Deeds, pass: Pass): Deeds {
  return {
    ...deeds,
    tick: (step) => pass("words", () => deeds.tick(step)),
    sendFiles: (files) => pass("files", () => deeds.sendFiles(files)),
    tell: (facts, file) =>
      new Promise((done, failed) => {
        const not = () => failed(new DeskError("rejected", strings.consentFirst));
        pass("words", () => void deeds.tell(facts, file).then(done, failed), not);
      }),
  };
}
