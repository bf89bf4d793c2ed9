/** Two tabs of one phone on the same conversation. */

import type { Page } from "@playwright/test";
import { Shop } from "../shop.ts";
import { expect, phases, strings, test } from "./fixtures.ts";
import type { MockDesk } from "./mock-desk.ts";
import { consentIsKnown } from "./phone-keeps.ts";

async function secondTab(page: Page, desk: MockDesk): Promise<Shop> {
  return new Shop(await page.context().newPage(), desk.url);
}

test("opened at once they open one conversation", async ({ page, shop, desk }) => {
  const other = await secondTab(page, desk);
  await Promise.all([shop.open(), other.open()]);
  expect(desk.conversations).toBe(1);
  await shop.say("从第一个说");
  await expect(other.bubble("从第一个说")).toHaveCount(1);
});

test("what is said in one is in both, once, and each message goes once", async ({ page, shop, desk }) => {
  await shop.open();
  const other = await secondTab(page, desk);
  await other.open();
  desk.answer = ({ text }) => ({ text: `听到了：${text}` });
  for (let number = 0; number < 6; number++) await (number % 2 ? shop : other).say(`第 ${number} 句`);
  for (const tab of [shop, other]) {
    await expect(tab.page.locator(".bubble_bot", { hasText: "听到了" })).toHaveCount(6);
    await expect(tab.page.locator(".bubble_merchant")).toHaveCount(6);
  }
  expect(desk.posted.length).toBe(6);
});

test("without a network each shows what the other said, and all goes in the order it was said", async ({ page, shop, desk }) => {
  await shop.open();
  const other = await secondTab(page, desk);
  await other.open();
  await consentIsKnown(other.page);
  desk.failing.all = true;
  desk.dropStreams();
  await shop.say("一");
  await expect(other.bubble("一")).toHaveCount(1);
  await other.say("二");
  await expect(shop.bubble("二")).toHaveCount(1);
  await shop.say("三");
  desk.failing.all = false;
  await expect.poll(() => desk.messages.map(({ text }) => text).slice(1)).toEqual(["一", "二", "三"]);
  for (const tab of [shop, other]) await expect(tab.page.locator(".bubble_merchant")).toHaveText([/一/, /二/, /三/]);
});

test("when a tab is closed before it could send, the other sends it", async ({ page, shop, desk }) => {
  await shop.open();
  const other = await secondTab(page, desk);
  await other.open();
  await consentIsKnown(other.page);
  desk.failing.all = true;
  desk.dropStreams();
  await other.say("关掉之前说的");
  await expect(shop.bubble("关掉之前说的")).toHaveCount(1);
  await other.page.close();
  desk.failing.all = false;
  await expect.poll(() => desk.messages.at(-1)!.text).toBe("关掉之前说的");
  await expect(shop.bubble("关掉之前说的")).toHaveCount(1);
});

test("taken back in one, it is gone in both, and never sent", async ({ page, shop, desk }) => {
  await shop.open();
  const other = await secondTab(page, desk);
  await other.open();
  desk.failing.post = [422, "这里面没有字，请写清楚再发。"];
  await shop.say("???");
  await expect(other.log).toContainText("这里面没有字，请写清楚再发。");
  await other.page.getByRole("button", { name: strings.editAndSend }).click();
  await expect(shop.bubble("???")).toHaveCount(0);
});

test("erased in one, it is erased in both, and both go on in one new conversation", async ({ page, shop, desk }) => {
  await shop.open();
  const other = await secondTab(page, desk);
  await other.open();
  await shop.say("老张多扣了我的钱");
  await expect(other.bubble("老张多扣了我的钱")).toHaveCount(1);
  desk.setCase({ phases: phases("核实") });
  await shop.page.getByRole("button", { name: strings.showCase }).click();
  const sheet = shop.page.getByRole("dialog", { name: strings.sheetTitle });
  await sheet.getByRole("button", { name: strings.erase }).click();
  await sheet.getByRole("button", { name: strings.eraseGo }).click();
  for (const tab of [shop, other]) {
    await expect(tab.page.getByRole("dialog", { name: strings.erased })).toBeVisible();
    await expect(tab.bubble("老张多扣了我的钱")).toHaveCount(0);
    await expect(tab.page.getByText(strings.startedAgain(null))).toHaveCount(0);
  }
  await shop.page.getByRole("button", { name: strings.startAnew }).click();
  await expect(other.page.getByRole("dialog", { name: strings.erased })).toHaveCount(0);
  await other.say("又有一件事");
  await expect(shop.bubble("又有一件事")).toHaveCount(1);
  expect(desk.conversations).toBe(3); // the first; its token withdrawn; one new for both
});

test("resumed in one, both show the resumed conversation", async ({ page, shop, desk }) => {
  await shop.open();
  const other = await secondTab(page, desk);
  await other.open();
  desk.elsewhere = { messages: [{ ...desk.messages[0]!, text: "上回说到退款。" }], view: desk.view };
  await shop.menu(strings.resume);
  const sheet = shop.page.getByRole("dialog", { name: strings.resume });
  await sheet.getByLabel(strings.caseNumber).fill("ZF-20261122-K7YM-4");
  await sheet.getByLabel(strings.secret).fill("7KYM-4PX2");
  await sheet.getByRole("button", { name: strings.resumeGo }).click();
  for (const tab of [shop, other]) await expect(tab.bubble("上回说到退款")).toHaveCount(1);
  await expect(other.page.getByText(strings.startedAgain(null))).toHaveCount(0);
});

test("a token withdrawn: both end in the same new conversation", async ({ page, shop, desk }) => {
  await shop.open();
  const other = await secondTab(page, desk);
  await other.open();
  desk.withdrawToken();
  for (const tab of [shop, other]) await expect(tab.page.getByText(strings.startedAgain(null))).toBeVisible();
  await shop.say("重新说一遍");
  await expect(other.bubble("重新说一遍")).toHaveCount(1);
  expect(desk.conversations).toBe(3);
});

test("agreed in one, it is agreed in both", async ({ page, shop, desk }) => {
  desk.consent = null;
  await shop.open();
  const other = await secondTab(page, desk);
  await other.open();
  for (const tab of [shop, other]) await expect(tab.page.getByRole("dialog")).toBeVisible();
  await shop.agree();
  await expect(other.page.getByRole("dialog")).toHaveCount(0);
});
