/** Which language the page speaks to somebody who has not chosen one. Pure. */

import type { Language } from "./strings.ts";

/** `asked`: by the address; `kept`: chosen on an earlier visit; `preferred`: by the browser, best first. */
export function chooseLanguage(asked: string | null, kept: string | null, preferred: readonly string[]): Language {
  const found = [asked, kept, ...preferred].map((tag) => (tag ? languageOf(tag) : null));
  return found.find((language) => language !== null) ?? "zh-CN";
}

/** The catalogue for a language tag (RFC 5646): traditional characters where they are written, null for others. */
export function languageOf(tag: string): Language | null {
  const [language, ...rest] = tag.toLowerCase().split(/[-_]/);
  if (language === "en") return "en";
  if (language !== "zh") return null;
  if (rest.includes("hans")) return "zh-CN";
  return rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-TW" : "zh-CN";
}
