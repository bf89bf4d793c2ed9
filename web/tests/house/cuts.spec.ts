import { test as base } from "@playwright/test";
import { Shop } from "../shop.ts";
import { Dice } from "../unit/dice.ts";
import { expect, strings } from "./fixtures.ts";
import { ShakyLine } from "./shaky-line.ts";

const HOW_MANY = 30;

const test = base.extend<{ line: ShakyLine; shop: Shop }>({
  line: async ({ baseURL }, use) => {
    const line = new ShakyLine(baseURL!);
    await use(line);
    line.stop();
  },
  shop: async ({ page, line }, use) => {
    const shop = new Shop(page, await line.start());
    await shop.open();
    await shop.agree();
    await use(shop);
  },
});

test("thirty cuts of the wire to the real desk: nothing lost, nothing twice, in order", async ({ shop, page, line }) => {
  test.setTimeout(240_000);
  const dice = new Dice(50);
  const mine: string[] = [];
  for (let number = 0; number < HOW_MANY; number++) {
    if (dice.isLucky(0.4)) {
      mine.push(`断线 ${number} 前说的`);
      await shop.say(mine.at(-1)!);
    }
    await page.waitForTimeout(dice.between(0, 300));
    line.cut();
    await page.waitForTimeout(dice.between(20, 500));
    line.mend();
    await expect(page.getByText(strings.away)).toHaveCount(0, { timeout: 1_000 });
  }
  const bubbles = page.locator(".bubble_merchant");
  await expect(bubbles).toHaveCount(mine.length);
  await expect(page.getByRole("button", { name: strings.sendAgain })).toHaveCount(0);
  await expect.poll(() => settled(shop), { timeout: 90_000, intervals: [3_000] }).toBe(true);
  const before = await page.locator(".bubble").allInnerTexts();
  await page.reload();
  await expect(bubbles).toHaveCount(mine.length);
  await expect.poll(() => page.locator(".bubble").allInnerTexts()).toEqual(before);
  const order = await bubbles.allInnerTexts();
  mine.forEach((words, at) => expect(order[at]).toContain(words));
});

/** Whether the bot has answered all of it: nothing new has come for a while. */
async function settled(shop: Shop): Promise<boolean> {
  const before = await shop.page.locator(".bubble").count();
  await shop.page.waitForTimeout(2_000);
  return (await shop.page.locator(".bubble").count()) === before;
}
