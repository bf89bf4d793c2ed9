import type { Page } from "@playwright/test";
import { expect, phases, strings, test, type Shop } from "./fixtures.ts";
import { shot, sticksOut } from "./looking.ts";
import type { MockDesk } from "./mock-desk.ts";

test("large print: one tap in the menu, at least a third larger, and still so on the next visit", async ({ shop, page }) => {
  await shop.open();
  const before = await printSize(page);
  await toggleLargePrint(page);
  await page.keyboard.press("Escape");
  expect((await printSize(page)) / before).toBeGreaterThanOrEqual(1.35);
  await page.reload();
  await expect(shop.bubble("我是账房")).toBeVisible();
  expect((await printSize(page)) / before).toBeGreaterThanOrEqual(1.35);
});

test("a host may ask for large print", async ({ shop, page, desk }) => {
  await openLarge(shop, desk);
  await page.getByRole("button", { name: strings.menu }).click();
  await expect(page.getByRole("switch", { name: strings.largePrint })).toBeChecked();
});

test("in large print everything to tap is at least 56 px high", async ({ shop, desk, page }) => {
  await openLarge(shop, desk);
  desk.setCase({ phases: phases("核实") });
  desk.say({ text: "打完了吗？", choices: [{ id: "done", label: "打完了" }] });
  await expect(shop.chip("打完了")).toBeVisible();
  await expect(page.getByRole("region", { name: strings.progress })).toBeVisible();
  expect(await lowTargets(page, 56)).toEqual([]);
  await page.getByRole("button", { name: strings.menu }).click();
  expect(await lowTargets(page, 56)).toEqual([]);
});

test("otherwise 44 px", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase({ phases: phases("核实") });
  desk.say({ text: "打完了吗？", choices: [{ id: "done", label: "打完了" }] });
  await expect(shop.chip("打完了")).toBeVisible();
  await expect(page.getByRole("region", { name: strings.progress })).toBeVisible();
  await shop.field.fill("好");
  expect(await lowTargets(page, 44)).toEqual([]);
  await page.getByRole("button", { name: strings.menu }).click();
  expect(await lowTargets(page, 44)).toEqual([]);
});

for (const width of [320, 390, 640]) {
  test(`in large print nothing sticks out at ${width} px`, async ({ shop, desk, page }) => {
    await page.setViewportSize({ width, height: 720 });
    await openLarge(shop, desk);
    desk.setCase({ phases: phases("等待"), due_at: new Date(Date.now() + 86_400_000).toISOString() });
    desk.say({ text: "参考 https://www.95516.com/static/union/pages/index.html，订单号 20261120000123456789012345。", choices: [{ id: "done", label: "打完了，他们已经受理了，说三天内答复" }] });
    await expect(shop.chips).toHaveCount(1);
    expect(await sticksOut(page)).toEqual([]);
    await page.getByRole("button", { name: strings.menu }).click();
    expect(await sticksOut(page)).toEqual([]);
  });
}

test("the colours can be chosen, whatever the phone has", async ({ shop, page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await shop.open();
  await page.getByRole("button", { name: strings.menu }).click();
  await page.getByRole("radio", { name: strings.colourNames.dark }).check();
  await expect.poll(() => background(page)).toBe("rgb(17, 17, 17)");
  await page.reload();
  await expect(shop.bubble("我是账房")).toBeVisible();
  await expect.poll(() => background(page)).toBe("rgb(17, 17, 17)");
  await page.getByRole("button", { name: strings.menu }).click();
  await page.getByRole("radio", { name: strings.colourNames.auto }).check();
  await expect.poll(() => background(page)).toBe("rgb(237, 237, 237)");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => background(page)).toBe("rgb(17, 17, 17)");
});

test("in the system's own colours what is drawn by a background still shows", async ({ shop, desk, page }, info) => {
  await page.emulateMedia({ forcedColors: "active" });
  await shop.open();
  desk.setCase({ phases: phases("联系") });
  desk.say({ text: "打完了吗？", choices: [{ id: "done", label: "打完了" }] });
  await shop.say("还没");
  await expect(page.getByRole("region", { name: strings.progress })).toBeVisible();
  await shot(page, `${info.project.name}-forced`);
  const edges = await page.locator(".bubble, .composer__text, .header__dots i").evaluateAll((all) => all.map((el) => getComputedStyle(el).borderTopStyle));
  expect(edges).not.toContain("none");
});

test("the focus goes back to the menu's button, also from the sheets behind it", async ({ shop, page }) => {
  await shop.open();
  const button = page.getByRole("button", { name: strings.menu });
  await button.click();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  for (const place of [strings.resume, strings.record, strings.consent]) {
    await shop.menu(place);
    await expect(page.getByRole("dialog")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(button).toBeFocused();
  }
});

test("the menu works by keyboard alone", async ({ shop, page }, info) => {
  test.skip(info.project.name === "phone", "a desk's concern");
  await shop.open();
  await page.getByRole("button", { name: strings.menu }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: strings.menu })).toBeVisible();
  await page.getByRole("switch").focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("switch")).toBeChecked();
  await page.getByRole("radio", { name: strings.colourNames.auto }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: strings.colourNames.light })).toBeChecked();
});

async function openLarge(shop: Shop, desk: MockDesk): Promise<void> {
  await shop.page.goto(`${desk.url}?elder=1`);
  await expect(shop.bubble("我是账房")).toBeVisible();
}

async function toggleLargePrint(page: Page): Promise<void> {
  await page.getByRole("button", { name: strings.menu }).click();
  await page.getByRole("switch", { name: strings.largePrint }).click();
}

function printSize(page: Page): Promise<number> {
  return page.locator(".bubble").first().evaluate((el) => parseFloat(getComputedStyle(el).fontSize));
}

function background(page: Page): Promise<string> {
  return page.locator(".page").evaluate((el) => getComputedStyle(el).backgroundColor);
}

/** Larger to a thumb than they are: the whole bar takes the tap, and a bubble is held rather than its button pressed. */
const LARGER_THAN_THEY_SEEM = ".bar__more, .row__more";

/** Whatever can be tapped and is lower than `least`. */
function lowTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate(([least, larger]) => {
    const scope = document.querySelector("dialog[open]") ?? document;
    return [...scope.querySelectorAll<HTMLElement>("button, select, input, summary, textarea")]
      .filter((el) => el.checkVisibility({ visibilityProperty: true }) && !el.matches(larger))
      .map((el) => ({ el, box: (el.closest("label") ?? el).getBoundingClientRect() }))
      .filter(({ box }) => box.height > 1 && box.height < least - 0.5)
      .map(({ el, box }) => `${el.outerHTML.slice(0, 120)} ${box.height}`);
  }, [least, LARGER_THAN_THEY_SEEM] as const);
}
