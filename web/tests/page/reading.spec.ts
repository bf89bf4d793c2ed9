import type { Locator } from "@playwright/test";
import { expect, strings, test, type Shop } from "./fixtures.ts";
import type { MockDesk } from "./mock-desk.ts";

test("lines that come while older ones are read are counted, and the pill leads to the first", async ({ shop, desk, page }) => {
  await fill(shop, desk);
  await scrollTo(shop.log, 0);
  for (const line of ["一", "二", "三"]) desk.say({ text: `新的${line}\n${"很长\n".repeat(40)}` });
  const pill = page.getByRole("button", { name: strings.newLines(3) });
  await expect(pill).toBeVisible();
  expect(await shop.log.evaluate((log) => log.scrollTop)).toBe(0);
  await pill.click();
  await expect(shop.bubble("新的一")).toBeInViewport();
  await expect(shop.bubble("新的三")).not.toBeInViewport();
  await expect(page.getByRole("button", { name: strings.newLines(2) })).toBeVisible();
  await expect(shop.log).toBeFocused();
  await scrollTo(shop.log, 1e6);
  await expect(page.getByRole("button", { name: /条新消息/ })).toHaveCount(0);
});

test("what the merchant says brings the end into view", async ({ shop, desk }) => {
  await fill(shop, desk);
  await scrollTo(shop.log, 0);
  await shop.say("我说一句");
  await expect(shop.bubble("我说一句")).toBeInViewport();
});

test("something above grows: the line that is read stays where it is", async ({ shop, desk }) => {
  await fill(shop, desk);
  await scrollTo(shop.log, 900);
  const read = shop.bubble("第 20 条");
  await bringTo(read, "center");
  const before = (await read.boundingBox())!.y;
  await shop.bubble("第 3 条").evaluate((el) => (el.style.paddingTop = "400px"));
  await expect.poll(async () => Math.abs((await read.boundingBox())!.y - before)).toBeLessThan(2);
});

test("something grows at the end: the end stays in view", async ({ shop, desk }) => {
  await fill(shop, desk);
  const last = shop.bubble("第 40 条");
  await expect(last).toBeInViewport();
  await shop.bubble("第 39 条").evaluate((el) => (el.style.paddingTop = "400px"));
  await expect(last).toBeInViewport({ ratio: 1 });
});

test("after a reload the page opens where it was, and counts what came meanwhile", async ({ shop, desk, page }) => {
  await fill(shop, desk);
  await bringTo(shop.bubble("第 12 条"), "start");
  await expect(shop.bubble("第 40 条")).not.toBeInViewport();
  const before = (await shop.bubble("第 12 条").boundingBox())!.y;
  await page.goto("about:blank");
  desk.say({ text: "走开的时候来的" });
  await page.goto(desk.url);
  await expect(shop.bubble("第 12 条")).toBeInViewport();
  await expect.poll(async () => Math.abs((await shop.bubble("第 12 条").boundingBox())!.y - before)).toBeLessThan(2);
  await expect(page.getByRole("button", { name: strings.newLines(1) })).toBeVisible();
});

test("left at the end, it opens at the end", async ({ shop, desk, page }) => {
  await fill(shop, desk);
  await page.reload();
  await expect(shop.bubble("第 40 条")).toBeInViewport();
});

test("the keyboard comes up: the last line and the field stay in view", async ({ shop, desk, page }) => {
  await fill(shop, desk);
  const { width, height } = page.viewportSize()!;
  await shop.field.focus();
  await page.setViewportSize({ width, height: Math.round(height / 2) });
  await expect(shop.bubble("第 40 条")).toBeInViewport({ ratio: 1 });
  await expect(shop.field).toBeInViewport({ ratio: 1 });
});

test("a WebView without visualViewport and dvh still fills its window", async ({ shop, page }) => {
  await page.addInitScript(() => Object.defineProperty(window, "visualViewport", { value: null }));
  await shop.open();
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width, height: height - 300 });
  await expect.poll(async () => (await page.locator(".page").boundingBox())!.height).toBe(height - 300);
  await expect(shop.field).toBeInViewport({ ratio: 1 });
});

test("the history is not read out, what comes after it is", async ({ shop, desk }) => {
  await fill(shop, desk);
  await shop.page.addInitScript(() => {
    const seen: string[] = ((window as unknown as { seen: string[] }).seen = []);
    new MutationObserver((changes) => {
      const live = document.querySelector("[role=log]")?.getAttribute("aria-live");
      if (live === "off") return;
      for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof HTMLElement && node.closest("[role=log]") && node.dataset.key) seen.push(node.innerText);
    }).observe(document, { childList: true, subtree: true });
  });
  await shop.page.reload();
  await expect(shop.log).toHaveAttribute("aria-live", "polite");
  desk.say({ text: "刚来的" });
  await expect(shop.bubble("刚来的")).toBeVisible();
  const read = await shop.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(read.filter((text) => text.includes("第 "))).toEqual([]);
  expect(read.filter((text) => text.includes("刚来的"))).toHaveLength(1);
});

async function fill(shop: Shop, desk: MockDesk): Promise<void> {
  await shop.open();
  for (let line = 1; line <= 40; line++) desk.say({ text: `第 ${line} 条` });
  await expect(shop.bubble("第 40 条")).toBeInViewport();
}

/** Until the page has drawn it: what a reader has not seen yet is no place they are reading at. */
function bringTo(line: Locator, block: ScrollLogicalPosition): Promise<void> {
  return line.evaluate(async (el, where) => {
    el.scrollIntoView({ block: where });
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  }, block);
}

function scrollTo(list: Locator, top: number): Promise<void> {
  return list.evaluate(async (el, to) => {
    el.scrollTop = to;
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  }, top);
}
