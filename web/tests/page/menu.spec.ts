import type { Locator, Page } from "@playwright/test";
import { expect, strings, test } from "./fixtures.ts";
import { faults, shot } from "./looking.ts";

const entry = (page: Page, name: keyof typeof strings.bubbleMenu) => page.getByRole("menuitem", { name: strings.bubbleMenu[name] });

/** A finger on it for so many milliseconds. */
async function touch(bubble: Locator, held: number, moved = 0): Promise<void> {
  const box = (await bubble.boundingBox())!;
  const at = { clientX: box.x + 20, clientY: box.y + 15, pointerType: "touch", isPrimary: true, bubbles: true };
  await bubble.dispatchEvent("pointerdown", at);
  if (moved) await bubble.dispatchEvent("pointermove", { ...at, clientY: at.clientY + moved });
  await bubble.page().clock.runFor(held);
  await bubble.dispatchEvent("pointerup", at);
}

test("a long press opens the menu; a tap, and a finger that scrolls, do not", async ({ shop, desk, page }) => {
  await page.clock.install();
  await shop.open();
  desk.say({ text: "多扣了多少？" });
  const bubble = shop.bubble("多扣了多少");
  await touch(bubble, 300);
  await expect(page.getByRole("menu")).toHaveCount(0);
  await touch(bubble, 600, 30);
  await expect(page.getByRole("menu")).toHaveCount(0);
  await touch(bubble, 600);
  await expect(page.getByRole("menu")).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(page.getByRole("menu")).toHaveCount(0);
});

test("by keyboard: from the last bubble up, along the menu, and back", async ({ shop, desk, page }) => {
  await shop.open();
  desk.say({ text: "多扣了多少？" });
  await expect(shop.bubble("多扣了多少")).toBeVisible();
  const buttons = shop.log.getByRole("button", { name: strings.openMenu });
  await shop.field.focus();
  await page.keyboard.press("Shift+Tab");
  await expect(buttons.last()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(buttons.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+F10");
  await expect(entry(page, "copy")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(entry(page, "select")).toBeFocused();
  await page.keyboard.press("End");
  await expect(entry(page, "quote")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(entry(page, "copy")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(buttons.last()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
});

test("copies the words as they were said", async ({ shop, desk, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const words = "单号 2026\u200b0112，\n👨‍👩‍👧 <b>88</b>  块";
  await shop.open();
  desk.say({ actor: "merchant", text: words });
  await shop.bubble("单号").click({ button: "right" });
  await entry(page, "copy").click();
  await expect(page.getByText(strings.copied)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(words);
});

test("a part of the words can be selected", async ({ shop, desk, page }) => {
  await shop.open();
  desk.say({ text: "编号 ZF-20261122-K7YM-4 留着。" });
  await shop.bubble("留着").click({ button: "right" });
  await entry(page, "select").click();
  const words = page.getByRole("dialog").getByText("编号 ZF-20261122-K7YM-4 留着。");
  expect(await words.evaluate((shown) => getComputedStyle(shown).userSelect)).toBe("text");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("what is taken back leaves a line, and can be written again", async ({ shop, page }) => {
  await shop.open();
  await shop.say("单号 12345");
  const mine = shop.bubble("单号 12345");
  await expect(page.locator(".row__sending")).toHaveCount(0);
  await mine.click({ button: "right" });
  await entry(page, "recall").click();
  await expect(shop.log).toContainText(strings.recalled);
  await expect(mine).toHaveCount(0);
  await shop.page.getByRole("button", { name: strings.editAgain }).click();
  await expect(shop.field).toHaveValue("单号 12345");
  await expect(shop.field).toBeFocused();
  await page.reload();
  await expect(shop.log).toContainText(strings.recalled);
  await expect(shop.page.getByRole("button", { name: strings.editAgain })).toHaveCount(0);
});

test("too late: the desk says so under the bubble, which stays", async ({ shop, desk, page }) => {
  await shop.open();
  await shop.say("单号 12345");
  await expect(page.locator(".row__sending")).toHaveCount(0);
  desk.failing.recall = [409, "超过两分钟，撤不回了。", "too_late"];
  await shop.bubble("单号 12345").click({ button: "right" });
  await entry(page, "recall").click();
  await expect(page.getByRole("alert")).toHaveText("超过两分钟，撤不回了。");
  await expect(shop.bubble("单号 12345")).toBeVisible();
});

test("after two minutes, and on what others said, it is not offered", async ({ shop, desk, page }) => {
  await shop.open();
  desk.say({ actor: "merchant", text: "刚才的", at: new Date(Date.now() - 121_000).toISOString() });
  await shop.bubble("刚才的").click({ button: "right" });
  await expect(entry(page, "quote")).toBeVisible();
  await expect(entry(page, "recall")).toHaveCount(0);
});

test("words that were not delivered are taken out again", async ({ shop, desk, page }) => {
  await shop.open();
  desk.failing.post = [503, "正在忙，请再发一次。"];
  await shop.say("发不出去的话");
  await expect(page.getByRole("button", { name: strings.sendAgain })).toBeVisible();
  await shop.bubble("发不出去").click({ button: "right" });
  await expect(entry(page, "quote")).toHaveCount(0);
  await entry(page, "cancel").click();
  await expect(shop.bubble("发不出去")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the menu stays on the screen and has no fault, ${colorScheme}`, async ({ shop, desk, page }, info) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 568 });
    await shop.open();
    desk.say({ actor: "merchant", text: "好" });
    for (const bubble of [shop.bubble("我是账房"), shop.bubble(/^你说：好$/)]) {
      await bubble.click({ button: "right" });
      const box = (await page.getByRole("menu").boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(320);
      expect(box.y).toBeGreaterThanOrEqual(0);
      await shot(page, `${info.project.name}-${colorScheme}-menu`);
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press("Escape");
    }
  });
}
