/** The pages of the frame as they look: axe in light and dark, and nothing that sticks out. */

import type { Page } from "@playwright/test";
import { conversationWords } from "../../src/console/words/conversation.ts";
import { signInWords } from "../../src/console/words/signin.ts";
import { expect, faultsInBoth, shot, sticksOut, test } from "./fixtures.ts";

const tabs = conversationWords.tabs;

async function sound(page: Page, name: string): Promise<void> {
  await shot(page, name);
  expect(await faultsInBoth(page), name).toEqual([]);
  expect(await sticksOut(page), name).toEqual([]);
}

test("signing in", async ({ console: shift, desk, page }) => {
  desk.session.company = "企业微信";
  await shift.go("/sign-in");
  await sound(page, "signin");
});

test("a conversation, with each side of its panel", async ({ console: shift, page }) => {
  await shift.openTalk();
  await expect(shift.log).toContainText("现在怎么办");
  await sound(page, "talk");
  for (const name of [tabs.case, tabs.files]) {
    await page.getByRole("tab", { name }).click();
    await sound(page, `talk-${name}`);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  expect(await sticksOut(page)).toEqual([]);
});

test("the queue, all conversations, one's account", async ({ console: shift, page }) => {
  await shift.enter("administrator", "/queue");
  await expect(shift.row("老街面馆")).toBeVisible();
  await sound(page, "queue");
  await shift.go("/all");
  await expect(page.getByRole("row")).toHaveCount(7);
  await sound(page, "all");
  await shift.go("/account");
  await expect(page.getByRole("heading", { level: 1, name: signInWords.accountTitle })).toBeVisible();
  await sound(page, "account");
});
