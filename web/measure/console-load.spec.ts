/** How the console of one agent feels while others work: bench/console/load.py starts it. */

import { writeFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { composerWords } from "../src/console/words/composer.ts";
import { conversationWords as talk } from "../src/console/words/conversation.ts";
import { shellWords } from "../src/console/words/shell.ts";
import { signInWords } from "../src/console/words/signin.ts";

const { AGENT, PASSWORD, MINUTES, FIGURES } = process.env;
const EVERY = 1_000;

declare global {
  interface Window {
    longTasks: number[];
  }
}

test.skip(!AGENT, "only under load");
test.use({ viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false });

test("the console under load", async ({ page }) => {
  const minutes = Number(MINUTES);
  test.setTimeout((minutes + 3) * 60_000);
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
    }).observe({ type: "longtask" });
  });
  await signIn(page);
  await page.getByRole("link", { name: shellWords.places.all }).click();
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await page.getByRole("button", { name: talk.takeOver, exact: true }).click();
  const field = page.getByRole("textbox", { name: composerWords.toMerchant });
  await expect(field).toBeVisible();
  const heapFirst = await heap(page);
  const keystrokes: number[] = [];
  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end) {
    keystrokes.push(await keystroke(page, field));
    await page.waitForTimeout(EVERY);
  }
  const tasks = await page.evaluate(() => window.longTasks);
  const sorted = keystrokes.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)];
  writeFileSync(
    FIGURES!,
    JSON.stringify({
      minutes,
      keystroke: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
      long_tasks: tasks.length,
      longest: Math.max(0, ...tasks),
      heap_first_mb: heapFirst,
      heap_last_mb: await heap(page),
    }),
  );
});

async function signIn(page: Page): Promise<void> {
  await page.goto("/desk");
  await page.getByLabel(signInWords.name, { exact: true }).fill(AGENT!);
  await page.getByLabel(signInWords.password, { exact: true }).fill(PASSWORD!);
  await page.getByRole("button", { name: signInWords.signIn, exact: true }).click();
}

/** Milliseconds from a key into the field to the frame after it. */
async function keystroke(page: Page, field: ReturnType<Page["locator"]>): Promise<number> {
  await field.focus();
  await field.evaluate((el) => {
    const started = new Promise<number>((done) => {
      el.addEventListener("beforeinput", (event) => {
        const from = event.timeStamp;
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
      }, { once: true });
    });
    (window as unknown as { keystroke: Promise<number> }).keystroke = started;
  });
  await page.keyboard.type("好");
  return page.evaluate(() => (window as unknown as { keystroke: Promise<number> }).keystroke);
}

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = (await session.send("Runtime.getHeapUsage")) as { usedSize: number };
  await session.detach();
  return usedSize / 1024 / 1024;
}
