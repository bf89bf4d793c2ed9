/** Files made to do harm, sent by the page; tests/house/test_page.py writes them into the folder HOSTILE. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { whyNot } from "../../src/upload-check.ts";
import type { Shop } from "../shop.ts";
import { anotherShop, expect, strings, test } from "./fixtures.ts";

interface Sent {
  /** In the folder. */
  file: string;
  /** As the merchant's phone calls it. */
  called: string;
  /** By the desk; the page may have refused it before. */
  refused: boolean;
}

const folder = process.env.HOSTILE;
const AT_ONCE = 16; // a conversation takes 20

if (folder) {
  const files = JSON.parse(readFileSync(join(folder, "files.json"), "utf8")) as Sent[];

  test("each is refused in words, or kept; the page and the desk go on", async ({ browser, baseURL }) => {
    test.setTimeout(240_000);
    expect(files.length).toBeGreaterThanOrEqual(40);
    for (let from = 0; from < files.length; from += AT_ONCE) {
      const shop = await anotherShop(browser, baseURL!);
      await sendAll(shop, files.slice(from, from + AT_ONCE));
      await shop.page.context().close();
    }
  });
}

async function sendAll(shop: Shop, files: Sent[]): Promise<void> {
  const { page } = shop;
  const outside: string[] = [];
  page.on("pageerror", (error) => outside.push(error.message));
  page.on("dialog", (dialog) => outside.push(dialog.message()));
  page.on("popup", (popup) => outside.push(popup.url()));
  await page.getByRole("button", { name: strings.attach }).click();
  const refused = files.filter(({ refused, called }) => refused || whyNot({ name: called, type: "", size: 1 }) !== null);
  const given = files.map(({ file, called }) => ({ name: called, mimeType: "", buffer: readFileSync(join(folder!, file)) }));
  await page.locator("input[type=file][multiple]").last().setInputFiles(given);
  await expect(page.getByRole("progressbar")).toHaveCount(0, { timeout: 120_000 });
  await expect(shop.log.getByRole("alert")).toHaveCount(refused.length);
  for (const words of await shop.log.getByRole("alert").allInnerTexts()) expect(words).toMatch(/[。]/);
  await shop.say("多扣了 88 块");
  await expect(shop.bubble("记下了").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: strings.title })).toBeVisible(); // no page took its place
  expect(outside).toEqual([]);
}
