import { expect, strings, test } from "./fixtures.ts";
import { killDesk } from "./house-processes.ts";
import { turn } from "./turn.ts";

test.skip(!process.env.HOUSE_PID, "HOUSE_PID says whose desk may be killed");

test("the desk is killed in the middle of a talk: what was said meanwhile arrives, once, and is answered", async ({ shop, page }) => {
  await turn(shop, { types: "退给客人的钱退到别人卡上了，320 块" });
  killDesk();
  await shop.say("昨天下午四点");
  await expect(shop.bubble("昨天下午四点")).toHaveCount(1);
  await expect(page.locator(".bubble_merchant", { hasText: "昨天下午四点" }).locator("xpath=following::*").locator("text=/./").first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(strings.away)).toHaveCount(0, { timeout: 60_000 });
  await expect(shop.page.getByRole("button", { name: strings.sendAgain })).toHaveCount(0);
  await page.reload();
  await expect(page.locator(".bubble_merchant")).toHaveText([/320 块/, /昨天下午四点/]);
  await page.getByRole("button", { name: strings.showCase }).click();
  await expect(page.getByRole("dialog", { name: strings.sheetTitle })).toContainText("320 元");
});
