/** What can be said of a file before it is sent. The desk looks inside and has the last word. Pure. */

import { strings } from "./strings.ts";

/** In bytes; as the desk has it. */
export const LARGEST = 10 * 1024 * 1024;

const MEDIA = ["image/jpeg", "image/jpg", "image/png", "image/webp", "image/heic", "image/heif", "application/pdf"];
const ENDINGS = ["jpg", "jpeg", "png", "webp", "heic", "heif", "pdf"];
/** What a phone says that does not know. */
const UNKNOWN = ["", "application/octet-stream"];

/** Why it need not be sent, in words for the merchant; null if it may go. */
export function whyNot({ name, type, size }: Pick<File, "name" | "type" | "size">): string | null {
  if (size === 0) return strings.fileEmpty;
  if (size > LARGEST) return strings.fileTooBig;
  return mayBeTaken(name, type) ? null : strings.fileOfOtherKind;
}

function mayBeTaken(name: string, type: string): boolean {
  const ending = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "";
  return MEDIA.includes(type) || ENDINGS.includes(ending) || (UNKNOWN.includes(type) && ending === "");
}
