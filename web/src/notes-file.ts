/** Signed notes as a file that the verifiers take: a JSON list. Pure. */

import type { NamedFile } from "./desk-call.ts";
import { shopTime } from "./shop-time.ts";

export function notesFile(title: string, of: string, notes: readonly string[]): NamedFile {
  const content = new Blob([`${JSON.stringify(notes, null, 2)}\n`], { type: "application/json" });
  return { name: `${title}-${of}.json`, content };
}

/** The day in the shop: 2026-11-22. */
export function day(at: Date): string {
  const { year, month, day } = shopTime(at);
  return [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
}
