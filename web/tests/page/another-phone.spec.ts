import { caseView, message } from "../unit/build.ts";
import { expect, phases, strings, test, type Shop } from "./fixtures.ts";

const CASE = "ZF-20261122-K7YM-4";

async function fillIn(shop: Shop, secret: string): Promise<void> {
  await shop.menu(strings.resume);
  await shop.page.getByLabel(strings.caseNumber, { exact: true }).fill(CASE);
  await shop.page.getByLabel(strings.secret, { exact: true }).fill(secret);
  await shop.page.getByRole("button", { name: strings.resumeGo, exact: true }).click();
}

test("the sheet gives number and secret; another tap gives another secret", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase({ phases: phases("核实") });
  await page.getByRole("button", { name: strings.showCase }).click();
  const sheet = page.getByRole("dialog", { name: strings.sheetTitle });
  const another = sheet.getByRole("button", { name: strings.anotherPhone });
  await another.click();
  await expect(sheet).toContainText("7KYM-4PX2");
  await expect(sheet).toContainText(strings.secretOnce);
  await another.click();
  await expect(sheet).toContainText("8N3P-W2QK");
  await expect(sheet).not.toContainText("7KYM-4PX2");
});

test("number and secret bring the other phone's conversation, and it stays after a reload", async ({ shop, desk, page }) => {
  await shop.open();
  desk.elsewhere = {
    messages: [message(1, { text: "你好，我是账房。" }), message(2, { actor: "merchant", text: "退错款了" })],
    view: caseView({ family_name: "退错款", phases: phases("联系") }),
  };
  await fillIn(shop, "7kym4px2");
  await expect(shop.bubble("退错款了")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("region", { name: strings.progress })).toContainText("退错款");
  await shop.say("接着办");
  await expect.poll(() => desk.posted.map((posted) => posted.text)).toEqual(["接着办"]);
  await page.reload();
  await expect(shop.bubble("退错款了")).toHaveCount(1);
  await expect(page.getByText(strings.startedAgain(null))).toHaveCount(0);
});

test("a wrong secret is told in the desk's words, and what was typed is still there", async ({ shop, desk, page }) => {
  await shop.open();
  desk.failing.resume = [403, "编号和口令对不上。"];
  await fillIn(shop, "7KYM-4PX3");
  await expect(page.getByRole("alert")).toHaveText("编号和口令对不上。");
  await expect(page.getByLabel(strings.secret, { exact: true })).toHaveValue("7KYM-4PX3");
  await page.keyboard.press("Escape");
  await expect(shop.bubble("我是账房")).toHaveCount(1);
});

test("nothing that is unsent is left behind", async ({ shop, desk, page }) => {
  await shop.open();
  desk.failing.post = [503, "正在忙，请再发一次。"];
  await shop.say("还没发出去");
  await expect(shop.log).toContainText("正在忙");
  await fillIn(shop, "7KYM-4PX2");
  await expect(page.getByRole("alert").filter({ hasText: strings.unsentFirst })).toBeVisible();
  expect(desk.conversations).toBe(1);
});

test("a phone with a case of its own is told that it leaves it", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase({ number: "ZF-20261120-AAAA-1", phases: phases("核实") });
  await expect(page.getByRole("region", { name: strings.progress })).toBeVisible();
  await shop.menu(strings.resume);
  await expect(page.getByRole("dialog")).toContainText(strings.resumeLeaves("ZF-20261120-AAAA-1"));
});
