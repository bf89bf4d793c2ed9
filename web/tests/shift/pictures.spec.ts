/** The pictures of docs/agents.md and the README, drawn anew by `make pictures`. */

import type { Page } from "@playwright/test";
import { cardWords } from "../../src/console/words/card.ts";
import { closingWords } from "../../src/console/words/closing.ts";
import { conversationWords as talk } from "../../src/console/words/conversation.ts";
import { queueWords } from "../../src/console/words/queue.ts";
import { Shop } from "../shop.ts";
import { expect, strings, test } from "../house/fixtures.ts";
import { turn } from "../house/turn.ts";
import { DeskPage } from "./desk-page.ts";

const folder = process.env.PICTURES;
const password = process.env.ADMIN_PASSWORD;
const MERCHANTS = ["昨天下午三点刷卡收了1288块，到现在还没到账，气死我了", "你们多扣了我 88 块手续费", "机器没出小票，顾客说钱已经扣了 66 块", "退款退到别人卡上了，520 块"];

test.skip(!folder || !password, "only for make pictures");

test("the console", async ({ browser, baseURL }) => {
  test.setTimeout(180_000);
  const boss = await DeskPage.of(browser, baseURL!, "老板");
  await boss.signInFirst(password!);
  const made = await post(boss.page, "/accounts", { name: "小周", role: "supervisor" });
  await open(boss.page);
  const shops: Shop[] = [];
  for (const complaint of MERCHANTS) {
    const context = await browser.newContext({ baseURL, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "zh-CN", deviceScaleFactor: 2 });
    const shop = new Shop(await context.newPage(), "/");
    await shop.open();
    await shop.agree();
    await turn(shop, { types: complaint });
    await shop.say("转人工");
    await expect(shop.page.getByText(strings.personComing(shops.length + 1))).toBeVisible();
    shops.push(shop);
  }
  const agent = await DeskPage.of(browser, baseURL!, "小周");
  const { page } = agent;
  await agent.signInFirst(made.password!);
  await expect(page.locator("[data-row]")).toHaveCount(MERCHANTS.length);
  await page.getByRole("button", { name: queueWords.next }).click();
  await expect(shops[0]!.page.getByText(strings.personThere("小周"))).toBeVisible();
  await agent.say("您好，我是小周，您这笔我在看。");
  await shops[0]!.say("订单号是 POS20261122066，快点啊");
  await expect(agent.bubble("POS20261122066")).toBeVisible();
  await agent.bubble("1288").first().getByRole("button", { name: talk.selectThis }).click();
  await expect(page.locator(".suggestion").first()).toBeVisible();
  await expect(page.locator("mark").first()).toBeVisible();
  await quiet(page);
  await shoot(page, "console");
  await expect(shops[0]!.bubble("我是小周")).toBeVisible();
  await shops[0]!.field.blur();
  await shoot(shops[0]!.page, "person-phone");
  await page.getByText(cardWords.why).first().click();
  await page.locator(".panel").screenshot({ path: `${folder}/console-card.png` });
  await agent.deed(talk.close).click();
  await expect(page.getByRole("dialog", { name: closingWords.title }).getByLabel(closingWords.summary, { exact: true })).not.toHaveValue("");
  await page.getByRole("dialog").screenshot({ path: `${folder}/console-closing.png` });
  await page.keyboard.press("Escape");
  await page.emulateMedia({ colorScheme: "dark" });
  await shoot(page, "console-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await agent.go("/figures");
  await expect(page.locator("canvas").first()).toBeVisible();
  await page.waitForTimeout(1_500); // the bars grow
  await shoot(page, "console-figures");
});

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** The lines at the top have gone. */
async function quiet(page: Page): Promise<void> {
  await expect(page.locator(".toast")).toHaveCount(0, { timeout: 12_000 });
}

/** Somebody is there at any hour. */
async function open(page: Page): Promise<void> {
  const day = [{ begins: "00:00", ends: "24:00" }];
  await page.evaluate(
    async ([day]) => {
      const { csrf } = await (await fetch("/api/v1/agent/session")).json();
      const { setup } = await (await fetch("/api/v1/agent/setup")).json();
      const body = JSON.stringify({ ...setup, hours: Array(7).fill(day), holidays_closed: false });
      await fetch("/api/v1/agent/setup", { method: "PUT", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf }, body });
    },
    [day],
  );
}

function post(page: Page, path: string, body: unknown): Promise<{ password?: string }> {
  return page.evaluate(
    async ([path, body]) => {
      const { csrf } = await (await fetch("/api/v1/agent/session")).json();
      const answer = await fetch(`/api/v1/agent${path}`, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf }, body: JSON.stringify(body) });
      return answer.json();
    },
    [path, body] as const,
  );
}

