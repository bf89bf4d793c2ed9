/** Puts a file among the phone's downloads. */

import type { NamedFile } from "./desk-call.ts";

/** The browser reads the address after the click; a minute is ample. */
const KEPT = 60_000;

export function saveFile({ name, content }: NamedFile): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}
