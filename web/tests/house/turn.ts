/** One turn with the real house: what the merchant does, and what comes back. */

import type { Locator } from "@playwright/test";
import type { Shop } from "../shop.ts";
import { expect } from "./fixtures.ts";

export type Does = { types: string } | { taps: string };

/** Types or taps, waits until the answer is complete, and returns its bubbles. */
export async function turn(shop: Shop, does: Does): Promise<string[]> {
  const said = shop.page.locator(".row_mine");
  const before = await said.count();
  if ("types" in does) await shop.say(does.types);
  else await shop.chip(does.taps).click();
  await expect(said).toHaveCount(before + 1);
  const answer = bubblesAfter(said.last());
  await expect(answer).not.toHaveCount(0);
  await expect(shop.chips).not.toHaveCount(0); // they stand under the last bubble
  return answer.allInnerTexts();
}

function bubblesAfter(row: Locator): Locator {
  return row.locator("xpath=following-sibling::*").locator(".bubble");
}
