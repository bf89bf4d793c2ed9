import { readFile } from "node:fs/promises";
import type { Download, Locator } from "@playwright/test";
import { note } from "../unit/build.ts";
import { expect, phases, strings, test, type Shop } from "./fixtures.ts";
import { FINGERPRINT } from "./mock-evidence.ts";
import type { MockDesk } from "./mock-desk.ts";

const CASE = "ZF-20261122-K7YM-4";
const PHONE = { name: "2 phone-1", shown: "138****5678" };
const IDENTITY = { name: "4 identity-1", shown: "110***********002X" };

async function openSheet(shop: Shop, desk: MockDesk): Promise<Locator> {
  desk.setCase({ number: CASE, phases: phases("核实") });
  await shop.page.getByRole("button", { name: strings.showCase }).click();
  return shop.page.getByRole("dialog", { name: strings.sheetTitle });
}

/** What a button puts among the downloads. */
async function saves(button: Locator): Promise<Download> {
  const saved = button.page().waitForEvent("download");
  await button.click();
  return saved;
}

async function words(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

test("a message carries the phone's clock, and the same one when it is sent again", async ({ shop, desk, page }) => {
  await shop.open();
  desk.failing.post = [503, "正在忙，请再发一次。"];
  await shop.say("多扣了");
  await expect.poll(() => desk.posted.length).toBe(1);
  desk.failing.post = undefined;
  await page.getByRole("button", { name: strings.sendAgain }).click();
  await expect.poll(() => desk.posted.length).toBe(2);
  const [first, second] = desk.posted;
  expect(first!.client_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/);
  expect(Math.abs(Date.parse(first!.client_at!) - Date.now())).toBeLessThan(60_000);
  expect(second!.client_at).toBe(first!.client_at);
});

test("receipts stay on the phone, and are saved as the list that the verifiers take", async ({ shop, desk, page }) => {
  await shop.open();
  await shop.say("多扣了");
  await shop.say("12 块");
  await expect.poll(() => desk.messages.length).toBe(3);
  await page.reload();
  await expect(shop.bubble("12 块")).toBeVisible();
  const sheet = await openSheet(shop, desk);
  await expect(sheet).toContainText(strings.receipts(2));
  const saved = await saves(sheet.getByRole("button", { name: strings.saveReceipts, exact: true }));
  expect(saved.suggestedFilename()).toBe(`账房回执-${CASE}.json`);
  expect(JSON.parse(await words(saved))).toEqual([note(2), note(3)]);
});

test("a receipt that was lost on the way is asked for again; the message is there once", async ({ shop, desk, page }) => {
  await shop.open();
  desk.failing.receipt = true;
  await shop.say("多扣了");
  await expect(shop.bubble("多扣了")).toHaveCount(1);
  await expect.poll(() => desk.messages.length).toBe(2);
  desk.failing.receipt = false;
  await page.reload();
  await expect.poll(() => desk.posted.length).toBeGreaterThan(1);
  await expect(shop.bubble("多扣了")).toHaveCount(1);
  expect(desk.messages).toHaveLength(2);
  const sheet = await openSheet(shop, desk);
  await expect(sheet).toContainText(strings.receipts(1));
});

test("the pack is downloaded; while it is made, the page says so and a second tap does nothing", async ({ shop, desk }) => {
  await shop.open();
  const sheet = await openSheet(shop, desk);
  let finish = () => {};
  desk.evidence.held = new Promise((resolve) => (finish = resolve));
  const take = sheet.getByRole("button", { name: strings.takePack });
  const saved = shop.page.waitForEvent("download");
  await take.click();
  await expect(sheet).toContainText(strings.packing);
  await expect(take).toHaveAttribute("aria-disabled", "true");
  finish();
  expect((await saved).suggestedFilename()).toBe("账房证据包.zip");
  expect(await words(await saved)).toBe("masked");
  await expect(sheet.getByText(strings.paperSaved)).toBeVisible();
});

test("a pack that does not come is told: in the desk's words, or in the page's", async ({ shop, desk }) => {
  await shop.open();
  const sheet = await openSheet(shop, desk);
  const take = sheet.getByRole("button", { name: strings.takePack });
  desk.evidence.failing.pack = [503, "正在忙，过一会儿再来。"];
  await take.click();
  await expect(sheet.getByRole("alert")).toHaveText("正在忙，过一会儿再来。");
  desk.failing.all = true;
  await take.click();
  await expect(sheet.getByRole("alert")).toHaveText(strings.packNotTaken);
});

test("before there is a case, the record is under 我的记录", async ({ shop, desk, page }) => {
  desk.evidence.numbers = [PHONE];
  await shop.open();
  await shop.menu(strings.record);
  const sheet = page.getByRole("dialog", { name: strings.record });
  expect(await words(await saves(sheet.getByRole("button", { name: strings.takePack })))).toBe("masked");
  await sheet.getByText(strings.openNumbers).click();
  await expect(sheet).toContainText(strings.openNumbersLater);
  await expect(sheet.getByRole("checkbox")).toHaveCount(0);
});

test("without hidden numbers nobody is asked about them", async ({ shop, desk }) => {
  await shop.open();
  const sheet = await openSheet(shop, desk);
  await expect(sheet.getByRole("button", { name: strings.takePack })).toBeVisible();
  await expect(sheet.getByText(strings.openNumbers)).toHaveCount(0);
});

test("numbers are shown for the secret: only those ticked, in all places; without a secret it leads to one", async ({ shop, desk, page }) => {
  desk.evidence.numbers = [PHONE, IDENTITY, { ...PHONE, name: "6 phone-1" }];
  await shop.open();
  const sheet = await openSheet(shop, desk);
  await sheet.getByText(strings.openNumbers).click();
  await expect(sheet.getByRole("checkbox")).toHaveCount(2);
  const take = sheet.getByRole("button", { name: strings.takeOpenedPack });
  const secret = sheet.getByLabel(strings.secret, { exact: true });
  await secret.fill("7KYM-4PX2");
  await expect(take).toBeDisabled();
  await sheet.getByRole("checkbox", { name: "电话 138****5678" }).check();
  await take.click();
  await expect(sheet.getByRole("alert")).toHaveText("这件事还没有口令。");
  await sheet.getByRole("button", { name: strings.makeSecret }).click();
  await expect(sheet.getByRole("button", { name: strings.anotherPhone })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(sheet).toContainText("7KYM-4PX2");
  const saved = await saves(take);
  expect(saved.suggestedFilename()).toBe("账房证据包-含号码.zip");
  expect(desk.evidence.opened).toEqual([["2 phone-1", "6 phone-1"]]);
  await expect(secret).toHaveValue("");
});

test("a wrong secret, and too many tries, are told in the desk's words", async ({ shop, desk }) => {
  desk.evidence.numbers = [PHONE];
  desk.evidence.secret = "7KYM-4PX2";
  await shop.open();
  const sheet = await openSheet(shop, desk);
  await sheet.getByText(strings.openNumbers).click();
  await sheet.getByRole("checkbox").check();
  await sheet.getByLabel(strings.secret, { exact: true }).fill("7KYM-4PX3");
  const take = sheet.getByRole("button", { name: strings.takeOpenedPack });
  await take.click();
  await expect(sheet.getByRole("alert")).toHaveText("口令不对。");
  desk.evidence.failing.pack = [429, "试错的次数太多了。请过 15 分钟再试。"];
  await take.click();
  await expect(sheet.getByRole("alert")).toHaveText("试错的次数太多了。请过 15 分钟再试。");
  await expect(sheet.getByRole("button", { name: strings.makeSecret })).toHaveCount(0);
});

test("the key's fingerprint is copied as it is compared by machines", async ({ shop, desk, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await shop.open();
  const sheet = await openSheet(shop, desk);
  await expect(sheet).toContainText(`${strings.fingerprint}1a2b 3c4d 1a2b`);
  await sheet.getByRole("button", { name: strings.copy }).click();
  await expect(sheet.getByText(strings.copied)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(FINGERPRINT);
});

test("where the browser gives no clipboard, it is copied the old way", async ({ shop, desk, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await shop.open();
  const sheet = await openSheet(shop, desk);
  await sheet.getByRole("button", { name: strings.copy }).click();
  await expect(sheet.getByText(strings.copied)).toBeVisible();
});
