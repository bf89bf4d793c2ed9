/** The intents that can be picked when a reading is corrected. Pure. */

import type { IntentShown, Named } from "../../api-types.ts";

/** What the bot had in mind comes first, without what it took; then all others. */
export function pickable(ranking: readonly IntentShown[], all: readonly Named[]): { near: Named[]; others: Named[] } {
  const taken = ranking[0]?.id;
  const near = ranking.slice(1);
  const seen = new Set(ranking.map(({ id }) => id));
  return { near, others: all.filter(({ id }) => id !== taken && !seen.has(id)) };
}
