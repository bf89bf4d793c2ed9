import type { Shop } from "../shop.ts";
import { anotherShop, expect, strings, test } from "./fixtures.ts";
import { turn } from "./turn.ts";
import { wrongRefund } from "./walks/wrong-refund.ts";

test("another phone goes on with number and secret, and both see what is said then", async ({ shop, page, browser, baseURL }) => {
  await turn(shop, { types: wrongRefund.complaint });
  await page.getByRole("button", { name: strings.showCase }).click();
  const sheet = page.getByRole("dialog", { name: strings.sheetTitle });
  await sheet.getByRole("button", { name: strings.anotherPhone }).click();
  await expect(sheet).toContainText(strings.secretOnce);
  const [number, secret] = await sheet.getByRole("status").locator("dd").allInnerTexts();
  await page.keyboard.press("Escape");

  const other = await anotherShop(browser, baseURL!);
  await resume(other, number!, "0000-0000");
  await expect(other.page.getByRole("alert")).toContainText("编号和口令对不上");
  await other.page.keyboard.press("Escape");
  await resume(other, number!, secret!.toLowerCase());
  await expect(other.bubble(wrongRefund.complaint)).toBeVisible();
  await turn(other, { types: "昨天傍晚六点半，退款单号 TK20261121183015" });
  await expect(shop.bubble("TK20261121183015").first()).toBeVisible();
  await other.page.context().close();
});

async function resume(shop: Shop, number: string, secret: string): Promise<void> {
  await shop.menu(strings.resume);
  await shop.page.getByLabel(strings.caseNumber, { exact: true }).fill(number);
  await shop.page.getByLabel(strings.secret, { exact: true }).fill(secret);
  await shop.page.getByRole("button", { name: strings.resumeGo, exact: true }).click();
}
