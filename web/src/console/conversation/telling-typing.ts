/** Lets the merchant see that one types: said again while one does, taken back when one stops. */

import { typing } from "../conversation-calls.ts";

/** After the last key, one types for so long; the desk forgets it after ten seconds. */
const TYPES_FOR = 6_000;
const SAY_AGAIN = 5_000;

export function tellTyping(conversation: string) {
  let told = 0;
  let quiet: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(quiet);
    if (!told) return;
    told = 0;
    typing(conversation, false).catch(() => {});
  }

  return {
    stop,
    type(): void {
      clearTimeout(quiet);
      quiet = setTimeout(stop, TYPES_FOR);
      if (Date.now() - told < SAY_AGAIN) return;
      told = Date.now();
      typing(conversation, true).catch(() => {});
    },
  };
}
