import type { Page } from "@playwright/test";
import { en } from "../../src/words/en/index.ts";
import { zhTW } from "../../src/words/zh-TW/index.ts";
import { expect, phases, strings, test } from "./fixtures.ts";
import { faults, shot, sticksOut } from "./looking.ts";

test.describe("an English browser", () => {
  test.use({ locale: "en-GB" });

  test("finds the page in English, and is told what the bot speaks", async ({ shop, page }, info) => {
    await shop.open();
    await expect(page).toHaveTitle(en.title);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    await expect(page.getByRole("log", { name: en.log })).toContainText(en.botSpeaks);
    await expect(page.getByLabel(en.inputLabel)).toBeVisible();
    await shot(page, `${info.project.name}-english`);
    expect(await faults(page)).toEqual([]);
  });
});

test.describe("a browser from Hong Kong", () => {
  test.use({ locale: "zh-HK" });

  test("finds the page in traditional characters", async ({ shop, page }) => {
    await shop.open();
    await expect(page).toHaveTitle(zhTW.title);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-TW");
    await expect(page.getByLabel(zhTW.inputLabel)).toBeVisible();
  });
});

test.describe("a browser of another language", () => {
  test.use({ locale: "fr-FR" });

  test("finds the page in Chinese", async ({ shop, page }) => {
    await shop.open();
    await expect(page).toHaveTitle(strings.title);
  });
});

for (const [language, words] of [["en", en], ["zh-TW", zhTW]] as const) {
  for (const elder of [0, 1]) {
    test(`${language} on a narrow phone, elder=${elder}: nothing sticks out, axe finds nothing`, async ({ desk, page }, info) => {
      await page.setViewportSize({ width: 320, height: 568 });
      await page.goto(`${desk.url}?lang=${language}&elder=${elder}`);
      await expect(page.getByRole("log")).toContainText("我是账房");
      desk.setCase({ phases: phases("等待"), due_at: new Date(Date.now() + 86_400_000).toISOString(), due_estimated: true });
      await expect(page.getByRole("region", { name: words.progress })).toBeVisible();
      await shot(page, `${info.project.name}-${language}-${elder}`);
      expect(await sticksOut(page)).toEqual([]);
      expect(await faults(page)).toEqual([]);
      for (const name of [words.menu, words.showCase]) {
        await page.getByRole("button", { name }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await shot(page, `${info.project.name}-${language}-${elder}-${name === words.menu ? "menu" : "sheet"}`);
        expect(await sticksOut(page)).toEqual([]);
        expect(await faults(page)).toEqual([]);
        await page.keyboard.press("Escape");
      }
    });
  }
}

test("the address decides before the browser", async ({ page, desk }) => {
  await page.goto(`${desk.url}?lang=zh-TW`);
  await expect(page).toHaveTitle(zhTW.title);
});

test("another language shows at once, nothing written is lost, and it is remembered", async ({ shop, desk, page }) => {
  await shop.open();
  desk.messages[0]!.at = new Date(Date.now() - 24 * 3_600_000).toISOString();
  await page.reload();
  await expect(page.getByText(strings.yesterday)).toBeVisible();
  await shop.field.fill("写了一半");
  await choose(page, strings.menu, "English");
  await expect(page.getByLabel(en.inputLabel)).toHaveValue("写了一半");
  await expect(page.getByRole("dialog", { name: en.menu })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(en.yesterday)).toBeVisible();
  await page.reload();
  await expect(page).toHaveTitle(en.title);
  await choose(page, en.menu, "简体中文");
  await expect(page.getByRole("dialog", { name: strings.menu })).toBeVisible();
  await expect(page).toHaveTitle(strings.title);
});

test("words that don't arrive leave the page in the language it has", async ({ shop, page }) => {
  await shop.open();
  await page.route(/assets\/en-.*\.js$/, (route) => route.abort());
  await choose(page, strings.menu, "English");
  await expect(page.getByRole("alert")).toHaveText(strings.languageNotArrived);
  await expect(page).toHaveTitle(strings.title);
});

async function choose(page: Page, menu: string, language: string): Promise<void> {
  await page.getByRole("button", { name: menu, exact: true }).click();
  await page.getByRole("radio", { name: language }).click();
}
