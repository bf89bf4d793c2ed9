/** A whole shift without a mouse. */

import { composerWords } from "../../src/console/words/composer.ts";
import { commandWords } from "../../src/console/words/commands.ts";
import { conversationWords as words } from "../../src/console/words/conversation.ts";
import { keyWords } from "../../src/console/words/keys.ts";
import { queueWords } from "../../src/console/words/queue.ts";
import { shellWords } from "../../src/console/words/shell.ts";
import { signInWords } from "../../src/console/words/signin.ts";
import { expect, faults, shot, test } from "./fixtures.ts";
import { readCard } from "./mock-card.ts";
import { PASSWORD } from "./mock-session.ts";

test("sign in, claim, read, use a suggestion, correct, note, pass on, give back: all by keys", async ({ console: shift, desk, page }) => {
  const { keyboard } = page;
  const says = page.getByRole("textbox", { name: composerWords.toMerchant });
  desk.card.cards[2] = readCard(2);
  await shift.go("/queue");
  await expect(page.getByLabel(signInWords.name)).toBeFocused();
  await keyboard.type("小周");
  await keyboard.press("Tab");
  await keyboard.type(PASSWORD);
  await keyboard.press("Enter");
  await expect(shift.row("顺发便利店")).toBeVisible();

  await keyboard.press("Alt+N");
  await expect(page.getByRole("heading", { name: "顺发便利店" })).toBeVisible();
  await expect(says).toBeFocused();
  await expect(page.getByRole("meter").first()).toBeVisible();
  await keyboard.press("Alt+1");
  await expect(says).toBeFocused();
  await expect(says).not.toHaveValue("");
  await keyboard.press("End");
  await keyboard.type("请放心。");
  await keyboard.press("Enter");
  await expect.poll(() => desk.said).toMatchObject([{ conversation: "c2", suggested: { seq: 2, edited: true } }]);

  await keyboard.press("Alt+M");
  await keyboard.type("像是骗子");
  await keyboard.press("Enter");
  await expect.poll(() => desk.notes).toEqual(["像是骗子"]);

  await keyboard.press("Alt+A");
  await expect(page.getByRole("tab", { name: words.tabs.case })).toHaveAttribute("aria-selected", "true");
  await keyboard.press("Alt+R");
  await expect(says).toBeFocused();

  await keyboard.press("Alt+Z");
  await expect(page.getByRole("dialog", { name: words.transfer }).getByRole("radio").first()).toBeFocused();
  await keyboard.press("Escape");
  await expect(says).toBeFocused();
  await keyboard.press("Alt+B");
  await expect(page.getByRole("dialog").getByLabel(words.handBackWord)).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByText(words.hold.bot, { exact: true })).toBeVisible();

  await keyboard.press("Alt+Q");
  await expect(page.locator(".row__open:focus")).toHaveCount(1);
  await keyboard.press("Home");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "王记烧烤" })).toBeVisible();
  await keyboard.press("Alt+L");
  await expect(shift.bubble("现在怎么办")).toBeFocused();
  await keyboard.press("q");
  await expect(says).toBeFocused();
  await keyboard.type("这就办");
  await keyboard.press("Enter");
  await expect.poll(() => desk.said.at(-1)?.quotes).toBe(12);
});

test("the palette finds what can be done, who is there and every page; it gives the focus back", async ({ console: shift, page }) => {
  await shift.openTalk();
  const says = page.getByRole("textbox", { name: composerWords.toMerchant });
  await says.focus();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: keyWords.palette });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await expect(palette.getByRole("option", { name: commandWords.transfer })).toContainText("Alt+Z");
  await shot(page, "palette");
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(says).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("老街");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "老街面馆" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("账号");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: signInWords.accountTitle })).toBeVisible();
});

test("a question mark shows the keys, and can be switched off; it is a letter where one writes", async ({ console: shift, page }) => {
  await shift.openTalk();
  const says = page.getByRole("textbox", { name: composerWords.toMerchant });
  await says.focus();
  await page.keyboard.type("?");
  await expect(says).toHaveValue("?");
  await page.getByRole("tab", { name: words.tabs.card }).focus();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: keyWords.shortcuts });
  await expect(keys).toContainText(commandWords.handBack);
  await shot(page, "shortcuts");
  expect(await faults(page)).toEqual([]);
  await keys.getByLabel(keyWords.questionMark).uncheck();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await page.keyboard.press("?");
  await expect(keys).toBeHidden();
});

test("the first Tab leads past the navigation", async ({ console: shift, page }) => {
  await shift.enter();
  await expect(page.getByRole("heading", { name: queueWords.title })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByText(shellWords.toContent)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();
});
