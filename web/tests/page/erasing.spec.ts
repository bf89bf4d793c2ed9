import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { note } from "../unit/build.ts";
import { expect, phases, strings, test, type Shop } from "./fixtures.ts";
import type { MockDesk } from "./mock-desk.ts";
import { phoneKeeps } from "./phone-keeps.ts";

/** How the phone keeps the receipt of the second event. */
const RECEIPT = '"log_index":2';

async function askedToErase(shop: Shop, desk: MockDesk): Promise<Locator> {
  await shop.open();
  await shop.say("老张多扣了我的钱");
  await expect.poll(() => desk.messages.length).toBe(2);
  desk.setCase({ phases: phases("核实") });
  await shop.page.getByRole("button", { name: strings.showCase }).click();
  const sheet = shop.page.getByRole("dialog", { name: strings.sheetTitle });
  await sheet.getByRole("button", { name: strings.erase }).click();
  return sheet;
}

test("what is lost is said first, and one can leave it", async ({ shop, desk }) => {
  const sheet = await askedToErase(shop, desk);
  await expect(sheet).toContainText(strings.eraseLoses);
  await sheet.getByRole("button", { name: strings.eraseNot }).click();
  await expect(sheet).not.toContainText(strings.eraseLoses);
  await expect(sheet.getByRole("button", { name: strings.erase })).toBeFocused();
  expect(desk.conversations).toBe(1);
});

test("erased: nothing is left on the phone but the proof, which is offered until it is not wanted; all starts anew", async ({ shop, desk, page }) => {
  const sheet = await askedToErase(shop, desk);
  const before = await phoneKeeps(page);
  expect(before).toContain("token-1");
  expect(before).toContain(RECEIPT);
  await sheet.getByRole("button", { name: strings.eraseGo }).click();
  const erased = page.getByRole("dialog", { name: strings.erased });
  await expect(erased).toBeVisible();
  await expect(sheet).toHaveCount(0);
  await expect(shop.bubble("老张")).toHaveCount(0);
  await expect(page.getByRole("region", { name: strings.progress })).toHaveCount(0);
  await expect(page.getByText(strings.startedAgain(null))).toHaveCount(0);
  const after = await phoneKeeps(page);
  for (const gone of ["token-1", RECEIPT, "老张", "ZF-20261122"]) expect(after).not.toContain(gone);
  await page.keyboard.press("Escape");
  await expect(erased).toHaveCount(0);

  await page.reload();
  const saved = page.waitForEvent("download");
  await erased.getByRole("button", { name: strings.saveProof }).click();
  expect((await saved).suggestedFilename()).toBe("账房删除凭证-2026-11-22.json");
  expect(JSON.parse(await readFile(await (await saved).path(), "utf8"))).toEqual([note(99)]);
  await erased.getByRole("button", { name: strings.startAnew }).click();
  await expect(erased).toHaveCount(0);
  await expect(shop.bubble("我是账房")).toHaveCount(1);
  expect(await phoneKeeps(page)).not.toContain("receipt v1");
  await shop.say("又有一件事");
  await expect.poll(() => desk.messages.at(-1)!.text).toBe("又有一件事");
});

test("with a secret made, it is asked for; a wrong one is told in the desk's words", async ({ shop, desk, page }) => {
  desk.evidence.secret = "7KYM-4PX2";
  const sheet = await askedToErase(shop, desk);
  const go = sheet.getByRole("button", { name: strings.eraseGo });
  await expect(sheet.getByLabel(strings.secret, { exact: true })).toHaveCount(0);
  await go.click();
  await expect(sheet.getByRole("alert")).toHaveText("要删除得先输口令。");
  await expect(go).toBeDisabled();
  await sheet.getByLabel(strings.secret, { exact: true }).fill("7KYM-4PX3");
  await go.click();
  await expect(sheet.getByRole("alert")).toHaveText("口令不对。");
  await expect(shop.bubble("老张")).toHaveCount(1);
  await sheet.getByLabel(strings.secret, { exact: true }).fill("7KYM-4PX2");
  await go.click();
  await expect(page.getByRole("dialog", { name: strings.erased })).toBeVisible();
});

test("not erased: the page says so, and the conversation goes on", async ({ shop, desk, page }) => {
  const sheet = await askedToErase(shop, desk);
  desk.evidence.failing.erase = [503, "正在忙，过一会儿再来。"];
  await sheet.getByRole("button", { name: strings.eraseGo }).click();
  await expect(sheet.getByRole("alert")).toHaveText("正在忙，过一会儿再来。");
  await page.keyboard.press("Escape");
  desk.say({ text: "还在呢。" });
  await expect(shop.bubble("还在呢")).toHaveCount(1);
  await expect(shop.bubble("老张")).toHaveCount(1);
});

test("erased, but the answer was lost: the phone forgets it all the same, and carries nothing over", async ({ shop, desk, page }) => {
  const sheet = await askedToErase(shop, desk);
  desk.evidence.failing.eraseAnswer = true;
  await sheet.getByRole("button", { name: strings.eraseGo }).click();
  await expect.poll(() => phoneKeeps(page)).toContain("token-3");
  await expect(page.getByText(strings.startedAgain("ZF-20261122-K7YM-4"))).toHaveCount(0);
  expect(await phoneKeeps(page)).not.toContain(RECEIPT);
  await expect(shop.bubble("老张")).toHaveCount(0);
});

test("the proof comes first; whether the next talk may be kept is asked after it", async ({ shop, desk, page }) => {
  const sheet = await askedToErase(shop, desk);
  desk.consent = null; // a new conversation has none
  await sheet.getByRole("button", { name: strings.eraseGo }).click();
  const erased = page.getByRole("dialog", { name: strings.erased });
  const saved = page.waitForEvent("download");
  await erased.getByRole("button", { name: strings.saveProof }).click();
  await saved;
  await erased.getByRole("button", { name: strings.startAnew }).click();
  await expect(erased).toHaveCount(0);
  await expect(page.getByRole("dialog").getByRole("checkbox")).toBeVisible();
});
