/** Lets the merchant see that one types: said again while one does, taken back when one stops. */

import { typing } from "../conversation-calls.ts";

/** After the last key, one types for so long; the desk forgets it after ten seconds. */
const TYPES_FOR = 6_000;
const SAY_AGAIN = 5_000;

export function tellTyping(conversation: string) {
  let told = 0;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: a beginning that overtakes its end would stand there for as long as the desk believes it. */
  function tell(on: boolean): void {
    last = last.then(() => typing(conversation, on)).catch(() => {});
  }

  function stop(): void {
    clearTimeout(quiet);
    if (!told) return;
    told = 0;
    tell(false);
  }

  return {
    stop,
    type(): void {
      clearTimeout(quiet);
      quiet = setTimeout(stop, TYPES_FOR);
      if (Date.now() - told < SAY_AGAIN) return;
      told = Date.now();
      tell(true);
    },
  };
}
