/** The pictures of the README and of docs/page.md, drawn anew by `make pictures`. */

import { createServer } from "node:http";
import type { Page } from "@playwright/test";
import { Shop } from "../shop.ts";
import { expect, strings, test } from "./fixtures.ts";
import { play, turn } from "./turn.ts";
import { notArrived } from "./walks/not-arrived.ts";

const folder = process.env.PICTURES;
const slip = process.env.SLIP;

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const DESKTOP = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}/${name}.png` });
}

async function complain(shop: Shop): Promise<void> {
  await turn(shop, { types: notArrived.complaint });
  await expect(shop.chips.last()).toBeInViewport({ ratio: 1 });
  await shop.field.blur();
}

if (folder) {
  test.describe("phone", () => {
    test.use(PHONE);

    test("a conversation, and what is behind its bar", async ({ shop, page }) => {
      await complain(shop);
      await shoot(page, "conversation-phone");
      await page.getByRole("button", { name: strings.showCase }).click();
      await expect(page.getByRole("dialog", { name: strings.sheetTitle })).toBeVisible();
      await shoot(page, "sheet-phone");
    });

    test("a slip is read", async ({ shop, page }) => {
      test.skip(!slip, "SLIP names no picture");
      await complain(shop);
      const chosen = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: strings.attach }).click();
      await page.getByRole("button", { name: strings.album }).click();
      await (await chosen).setFiles(slip!);
      await expect(page.locator(".slip")).toBeVisible({ timeout: 60_000 });
      await page.locator(".slip img, .slip canvas").first().waitFor({ timeout: 30_000 });
      await shoot(page, "slip-phone");
    });

    test("before the first message", async ({ page }) => {
      await page.addInitScript(() => localStorage.clear());
      await page.goto("/");
      await expect(page.getByRole("dialog").getByRole("checkbox")).toBeVisible();
      await shoot(page, "consent-phone");
    });
  });

  test.describe("dark", () => {
    test.use({ ...PHONE, colorScheme: "dark" });
    test("a conversation", async ({ shop, page }) => {
      await complain(shop);
      await shoot(page, "conversation-dark");
    });
  });

  test.describe("large print", () => {
    test.use(PHONE);
    test("a conversation", async ({ shop, page }) => {
      await complain(shop);
      await page.getByRole("button", { name: strings.menu }).click();
      await page.getByRole("switch", { name: strings.largePrint }).click();
      await page.keyboard.press("Escape");
      await shoot(page, "conversation-large");
    });
  });

  test.describe("desktop", () => {
    test.use(DESKTOP);
    test("a conversation", async ({ shop, page }) => {
      await turn(shop, { types: notArrived.complaint });
      await toFirstScript(shop);
      await shop.field.blur();
      await shoot(page, "conversation-desktop");
    });

    test("on somebody else's page", async ({ page, baseURL }) => {
      const host = createServer((_, response) => {
        response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
        response.end(`<!doctype html><title>收单后台</title><style>body { margin: 0; font: 16px/2 "Noto Sans CJK SC", sans-serif }
          header { padding: 12px 32px; background: #20344f; color: #fff } main { padding: 24px 32px }</style>
          <header>某某支付 商户后台</header><main><h1>今日流水</h1><p>收款 38 笔，共 4,216.50 元。</p></main>
          <script src="${baseURL}/embed.js" async></script>`);
      });
      const port = Number(process.env.HOST_PORT);
      await new Promise<void>((resolve) => host.listen(port, "127.0.0.1", resolve));
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.getByRole("button", { name: "打开账房" }).click();
      await expect(page.frameLocator("iframe[title]").getByRole("log")).toContainText("我是账房");
      await shoot(page, "embed-desktop");
      host.closeAllConnections();
      host.close();
    });
  });
}

async function toFirstScript(shop: Shop): Promise<void> {
  for (const step of notArrived.turns) {
    await play(shop, step);
    if (step.enters) return;
  }
}
