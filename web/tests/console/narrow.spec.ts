import type { Page } from "@playwright/test";
import { adminWords } from "../../src/console/words/admin.ts";
import { composerWords } from "../../src/console/words/composer.ts";
import { conversationWords as words } from "../../src/console/words/conversation.ts";
import { queueWords } from "../../src/console/words/queue.ts";
import { expect, faults, shot, sticksOut, test } from "./fixtures.ts";
import { breach, correction } from "./mock-supervision.ts";

test("in a pinch it works on a phone: claim, answer, look at the case", async ({ console: shift, desk, page }) => {
  await shift.enter();
  await shot(page, "narrow-queue");
  expect(await faults(page)).toEqual([]);
  expect(await sticksOut(page)).toEqual([]);
  await shift.row("老街面馆").getByRole("button", { name: queueWords.claim }).tap();
  await page.getByRole("textbox", { name: composerWords.toMerchant }).fill("你好，我来看");
  await page.getByRole("button", { name: composerWords.send }).tap();
  await expect.poll(() => desk.said.length).toBe(1);
  await shot(page, "narrow-talk");
  expect(await faults(page)).toEqual([]);
  expect(await sticksOut(page)).toEqual([]);
  await page.getByRole("button", { name: words.showPanel }).tap();
  await page.getByRole("tab", { name: words.tabs.case }).tap();
  await shot(page, "narrow-case");
  expect(await faults(page)).toEqual([]);
  expect(await sticksOut(page)).toEqual([]);
});

/** What one cannot get at: it reaches past the edge, and not in a box (of a table) that is scrolled sideways. */
function pastTheEdge(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const fits = (el: Element) => el.getBoundingClientRect().right <= window.innerWidth + 0.5;
    const scrolled = (el: Element): boolean => {
      const box = el.parentElement;
      return box !== null && ((/auto|scroll/.test(getComputedStyle(box).overflowX) && fits(box)) || scrolled(box));
    };
    return [...document.querySelectorAll("main *")]
      .filter((el) => !fits(el) && !scrolled(el) && !el.closest(".only-read-aloud"))
      .map((el) => el.outerHTML.slice(0, 120));
  });
}

test("every page fits a phone", async ({ console: shift, desk, page }) => {
  desk.supervision.corrections = [correction("x1")];
  desk.supervision.quality.breaches = [breach("b1")];
  await shift.enter("administrator");
  const parts = Object.keys(adminWords.parts).map((part) => `/admin/${part}`);
  for (const path of ["/all", "/search", "/quality", "/figures", "/learning", "/account", ...parts]) {
    await shift.go(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText(adminWords.loading)).toHaveCount(0);
    await shot(page, `narrow-${path.slice(1).replace("/", "-")}`);
    expect(await pastTheEdge(page), path).toEqual([]);
  }
  await shift.go("/all");
  expect(await faults(page)).toEqual([]);
  await shift.go("/admin/accounts");
  await page.getByRole("button", { name: adminWords.accounts.add }).tap();
  await shot(page, "narrow-dialog");
  expect(await faults(page)).toEqual([]);
});
