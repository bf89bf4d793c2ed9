/** What can be done with a line of the conversation. Pure. */

import type { SaidLine } from "./timeline.ts";

export type MenuEntry = "copy" | "select" | "quote" | "recall" | "cancel" | "save";

/** As long as the desk allows it, by its own clock; the phone's only decides what is offered. */
const RECALL_WITHIN = 120_000;

export function menuEntries(line: SaidLine, now: Date): MenuEntry[] {
  const words: MenuEntry[] = line.file || line.upload ? [] : ["copy", "select"];
  if (line.seq === null) return [...words, "cancel"];
  const save: MenuEntry[] = line.file ? ["save"] : [];
  return [...words, ...save, "quote", ...(mayRecall(line, now) ? (["recall"] as const) : [])];
}

function mayRecall({ speaker, at }: SaidLine, now: Date): boolean {
  return speaker === "merchant" && now.getTime() - new Date(at).getTime() < RECALL_WITHIN;
}
