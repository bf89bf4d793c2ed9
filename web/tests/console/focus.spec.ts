/** The keyboard's place: nothing that the desk or a colleague does takes it away. */

import { commandWords } from "../../src/console/words/commands.ts";
import { composerWords } from "../../src/console/words/composer.ts";
import { conversationWords as words } from "../../src/console/words/conversation.ts";
import { findingWords } from "../../src/console/words/finding.ts";
import { keyWords } from "../../src/console/words/keys.ts";
import { panelWords } from "../../src/console/words/panel.ts";
import { queueWords } from "../../src/console/words/queue.ts";
import { held, LI, talk, waiting } from "./build-talks.ts";
import { expect, test } from "./fixtures.ts";

test("a row that a colleague takes leaves the keyboard on the next, and one that moves takes it along", async ({ console: shift, desk, page }) => {
  await shift.enter();
  const row = (who: string) => shift.row(who).getByRole("link");
  await row("顺发便利店").focus();
  desk.setHold("c2", held(LI));
  await expect(row("老街面馆")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(shift.row("老街面馆").getByRole("button", { name: queueWords.claim })).toBeFocused();
  desk.setHold("c3", waiting("danger", 1, 0));
  desk.setHold("c3", waiting("asked", 1));
  await expect(page.locator(".row__who").last()).toHaveText("老街面馆");
  await expect(shift.row("老街面馆").getByRole("button", { name: queueWords.claim })).toBeFocused();
  desk.gone("c3");
  await expect(page.locator(".row__open:focus")).toHaveCount(1);
});

test("where the keyboard is in a long list, it stays when one scrolls on", async ({ console: shift, desk, page }) => {
  for (let at = 0; at < 60; at++) desk.talks.push(talk(`q${at}`, `商户 ${at} 号`, { hold: waiting("asked", 100 - at) }));
  await shift.enter();
  await shift.row("阿芳美甲").getByRole("link").focus();
  await page.locator(".queue__list").evaluate((list) => (list.scrollTop = list.scrollHeight));
  await expect(shift.row("没留名字的商户")).toBeVisible();
  await expect(shift.row("阿芳美甲").getByRole("link")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(shift.row("王记烧烤").getByRole("link")).toBeFocused();
});

test("steps are ticked one after the other; a quote that is dropped leads back to the field", async ({ console: shift, page }) => {
  await shift.openTalk();
  await page.keyboard.press("Alt+A");
  await page.getByRole("button", { name: panelWords.tickStep("打收单机构的客服电话") }).press("Enter");
  await expect(page.getByRole("button", { name: panelWords.reopenStep("打收单机构的客服电话") })).toBeFocused();
  await page.keyboard.press("Alt+L");
  await page.keyboard.press("q");
  await page.getByRole("button", { name: composerWords.dropQuote }).press("Enter");
  await expect(page.getByRole("textbox", { name: composerWords.toMerchant })).toBeFocused();
});

test("an offer that is taken back leads to the field, the pill of new messages to the last of them", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  desk.setHold("c1", { ...held(), state: "offered", offered_to: LI });
  await page.getByRole("button", { name: words.takeBackOffer }).press("Enter");
  await expect(page.getByRole("textbox", { name: composerWords.toMerchant })).toBeFocused();
  await page.setViewportSize({ width: 1440, height: 480 });
  await page.locator(".transcript__box").evaluate((box) => (box.scrollTop = 0));
  await page.getByRole("button", { name: words.toBottom }).press("Enter");
  await expect(shift.bubble("现在怎么办")).toBeFocused();
});

test("Alt and K leads into the search of knowledge, whatever was shown", async ({ console: shift, page }) => {
  await shift.openTalk();
  await page.getByRole("textbox", { name: composerWords.toMerchant }).focus();
  await page.keyboard.press("Alt+K");
  await expect(page.getByRole("searchbox", { name: findingWords.knowledge })).toBeFocused();
  await page.keyboard.press("Alt+A");
  await expect(page.getByRole("tabpanel").locator(":focus")).toBeVisible();
});

test("Control and K opens the palette and closes it; in another dialog it leaves the focus there", async ({ console: shift, page }) => {
  await shift.openTalk();
  const field = page.getByRole("textbox", { name: composerWords.toMerchant });
  await field.focus();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: keyWords.palette })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(field).toBeFocused();
  await page.keyboard.press("Alt+B");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: words.handBackTitle }).getByLabel(words.handBackWord)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(commandWords.release);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(words.wordToColleague)).toBeFocused();
});

test("Tab goes from one missing value to the next, and then out of the field", async ({ console: shift, page }) => {
  await shift.openTalk();
  const field = page.getByRole("textbox", { name: composerWords.toMerchant });
  await field.fill("【金额】退回，订单号【订单号】");
  await field.press("Home");
  for (const label of ["【金额】", "【订单号】"]) {
    await page.keyboard.press("Tab");
    expect(await field.evaluate((el: HTMLTextAreaElement) => el.value.slice(el.selectionStart, el.selectionEnd))).toBe(label);
  }
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: composerWords.blank("金额") })).toBeFocused();
});
