import { expect, test as base, type Browser } from "@playwright/test";
import { strings } from "../../src/strings.ts";
import { Shop } from "../shop.ts";

export { expect, strings };

/** Each test is a merchant who comes for the first time, and fails if the page throws. */
export const test = base.extend<{ shop: Shop }>({
  shop: async ({ page }, use) => {
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    const shop = new Shop(page, "/");
    await shop.open();
    await shop.agree();
    await use(shop);
    expect(errors).toEqual([]);
  },
});

/** Another merchant, on a phone of their own. */
export async function anotherShop(browser: Browser, baseURL: string): Promise<Shop> {
  const context = await browser.newContext({ baseURL });
  const shop = new Shop(await context.newPage(), "/");
  await shop.open();
  await shop.agree();
  return shop;
}
