/** A time that runs out, in words. Pure. */

import { signInWords as words } from "../words/signin.ts";

/** `left`: in milliseconds. */
export function long(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  if (seconds < 60) return words.lockedSeconds(seconds);
  return words.lockedMinutes(Math.floor(seconds / 60), seconds % 60);
}
