/** One turn with the real house: what the merchant does, and what comes back. */

import type { Locator, Page } from "@playwright/test";
import type { Key } from "../../src/desk-call.ts";
import type { Shop } from "../shop.ts";
import { expect } from "./fixtures.ts";
import type { Works } from "./walk.ts";

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

const DONE = "做好了";
const MOST_STEPS = 12;

/** One turn of a walk, and the bubbles that came last. */
export function play(shop: Shop, does: Does | Works): Promise<string[]> {
  return "works" in does ? work(shop) : turn(shop, does);
}

/** Taps 做好了 until the case is in another phase; returns the bubbles of the last answer. */
async function work(shop: Shop): Promise<string[]> {
  const phase = await phaseOf(shop.page);
  for (let step = 0; step < MOST_STEPS; step++) {
    const answer = await turn(shop, { taps: DONE });
    if ((await phaseOf(shop.page)) !== phase) return answer;
  }
  throw new Error(`still in ${phase} after ${MOST_STEPS} steps`);
}

/** As the desk has it: the page's bar follows a moment later. */
function phaseOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { id, token } = JSON.parse(localStorage.getItem("zhangfang.conversation")!) as Key;
    const answer = await fetch(`/api/v1/conversations/${id}/case`, { headers: { Authorization: `Bearer ${token}` } });
    return ((await answer.json()) as { phase: string }).phase;
  });
}

function bubblesAfter(row: Locator): Locator {
  return row.locator("xpath=following-sibling::*").locator(".bubble");
}
