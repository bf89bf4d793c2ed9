import type { FrameLocator, Locator, Page } from "@playwright/test";
import { expect, strings, test as base } from "./fixtures.ts";
import { Host, HOSTILE } from "./hosts.ts";
import { faults, shot } from "./looking.ts";

const test = base.extend<{ host: Host }>({
  host: async ({}, use) => {
    const host = await new Host().start();
    await use(host);
    host.stop();
  },
});

function talk(page: Page): FrameLocator {
  return page.frameLocator("iframe[title]");
}

function opener(page: Page): Locator {
  return page.getByRole("button", { name: /^打开/ });
}

for (const [name, css] of Object.entries(HOSTILE)) {
  test(`on a page with ${name} the talk opens, works and closes`, async ({ page, desk, host }, info) => {
    const policy = name === "a policy of its own" ? `default-src 'self'; script-src ${desk.url}embed.js; frame-src ${desk.url}` : undefined;
    await host.open(page, desk.url, { css, policy });
    const before = await look(page);
    await expect(opener(page)).toBeVisible();
    const size = (await opener(page).boundingBox())!;
    expect([size.width, size.height]).toEqual([56, 56]);
    await opener(page).click(); // Playwright clicks only what nothing else covers
    await expect(talk(page).getByRole("log")).toContainText("我是账房");
    await talk(page).getByLabel(strings.inputLabel).fill("多扣了 88 块");
    await shot(page, `embed-${info.project.name}-${name.replaceAll(" ", "-")}`);
    expect(await look(page)).toEqual(before);
    await talk(page).getByLabel(strings.inputLabel).press("Escape");
    await expect(page.locator("iframe[title]")).toBeHidden();
    await expect(opener(page)).toBeFocused();
    expect(await look(page)).toEqual(before);
  });
}

test("nothing is begun before the button is pressed", async ({ page, desk, host }) => {
  await host.open(page, desk.url, { attributes: 'data-greeting="机器上的钱不对？问我。"' });
  await expect(page.getByText("机器上的钱不对？问我。")).toBeVisible();
  expect(desk.conversations).toBe(0);
  await opener(page).click();
  await expect(talk(page).getByRole("log")).toContainText("我是账房");
  expect(desk.conversations).toBe(1);
  await expect(page.getByText("机器上的钱不对？问我。")).toBeHidden();
});

test("the button counts what came while the talk was closed, also on the next visit", async ({ page, desk, host }) => {
  await host.open(page, desk.url);
  await opener(page).click();
  await expect(talk(page).getByRole("log")).toContainText("我是账房");
  await talk(page).getByLabel(strings.inputLabel).press("Escape");
  await expect(opener(page)).toBeFocused();
  desk.say({ text: "到日子了，钱到了吗？" });
  desk.say({ text: "没到就告诉我。" });
  await expect(page.getByRole("button", { name: "打开账房，2 条新消息" })).toBeVisible();
  await page.goto("about:blank");
  desk.say({ text: "还在等你。" });
  await page.goto(host.url);
  await expect(page.getByRole("button", { name: /新消息/ })).toBeVisible();
  await opener(page).click();
  await expect(talk(page).getByText("还在等你。")).toBeVisible();
  await talk(page).getByLabel(strings.inputLabel).press("Escape");
  await expect(page.getByRole("button", { name: "打开账房", exact: true })).toBeVisible();
});

test("position, title and language are the host's to say", async ({ page, desk, host }) => {
  await host.open(page, desk.url, { attributes: 'data-position="left" data-title="收款帮手" data-language="en"' });
  const button = page.getByRole("button", { name: "Open 收款帮手" });
  const box = (await button.boundingBox())!;
  expect(box.x).toBe(20);
  await button.click();
  await expect(talk(page).getByRole("heading", { name: "收款帮手" })).toBeVisible();
  await expect(talk(page).locator("html")).toHaveAttribute("lang", "en");
});

test("who writes is told to the desk as the host signed it", async ({ page, desk, host }) => {
  const said: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/identity")) said.push(request.postData() ?? "");
  });
  await host.open(page, desk.url, { attributes: 'data-identity="zf1.e30.00"' });
  await opener(page).click();
  await expect.poll(() => said).toEqual([JSON.stringify({ token: "zf1.e30.00" })]);
});

test("a page that is in no frame takes orders from nobody", async ({ page, desk, shop }) => {
  await shop.open();
  await page.evaluate(() => window.postMessage({ zhangfang: "identity", token: "zf1.e30.00" }, "*"));
  await shop.say("多扣了 88 块");
  await expect(shop.bubble("多扣了 88 块")).toBeVisible();
  expect(desk.conversations).toBe(1);
});

test("the embedded page and its host have no fault for assistive technology", async ({ page, desk, host }) => {
  await host.open(page, desk.url, { attributes: 'data-greeting="要帮忙吗？"' });
  await expect(opener(page)).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await opener(page).press("Enter");
  await expect(talk(page).getByRole("log")).toContainText("我是账房");
  expect(await faults(page)).toEqual([]);
});

/** What of the host must stay as it was: its scroll, its styles, the size of its page. */
async function look(page: Page): Promise<unknown> {
  return page.evaluate(() => ({
    scroll: [window.scrollX, window.scrollY],
    height: document.documentElement.scrollHeight,
    width: document.documentElement.scrollWidth,
    style: [document.documentElement.getAttribute("style"), document.body.getAttribute("style"), document.body.className],
    sheets: document.styleSheets.length,
    title: document.title,
    link: getComputedStyle(document.querySelector("a")!).cssText.length,
  }));
}
