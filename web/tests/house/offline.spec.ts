import { expect, strings, test } from "./fixtures.ts";
import { turn } from "./turn.ts";

const IN_THE_BASEMENT = 30_000;

test("half a minute without a network: all that was said is there within a second, in order, once", async ({ shop, page, context }) => {
  await turn(shop, { types: "扣了客人两次钱" });
  await context.setOffline(true);
  await expect(page.getByText(strings.away)).toBeVisible();
  const said = ["58 块", "前天中午十二点", "单号 880020261120553"];
  for (const words of said) await shop.say(words);
  await page.waitForTimeout(IN_THE_BASEMENT);
  for (const words of said) await expect(shop.bubble(words).first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(strings.away)).toHaveCount(0, { timeout: 1_000 });
  await expect(shop.page.getByRole("button", { name: strings.sendAgain })).toHaveCount(0);
  await page.reload();
  await expect(page.locator(".bubble_merchant")).toHaveText([/扣了客人两次钱/, /58/, /前天中午/, /880020261120553/]);
});
