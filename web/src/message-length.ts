/** How much room a message has left. Counted in characters, as the desk counts, not in UTF-16 units. */

import { strings } from "./strings.ts";

export const LIMIT = 2000;
const WARN_FROM = 1800;

export interface Room {
  canSend: boolean;
  tooLong: boolean;
  warning: string;
}

export function room(text: string): Room {
  const length = [...text.trim()].length;
  if (length > LIMIT) {
    return { canSend: false, tooLong: true, warning: strings.tooLong(LIMIT, length - LIMIT) };
  }
  const warning = length >= WARN_FROM ? strings.lettersLeft(LIMIT - length) : "";
  return { canSend: length > 0, tooLong: false, warning };
}
