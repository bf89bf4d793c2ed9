/** As Lighthouse measures a phone: the processor four times slower, a slow 4G line, nothing cached. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test, type Browser, type BrowserContext, type Page } from "@playwright/test";

const DIST = join(import.meta.dirname, "../dist");
const RUNS = 9;
const SLOWER = 4;
/** Lighthouse's slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const LINE = { offline: false, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8, latency: 150 };

interface Visit {
  /** Milliseconds from the start of the navigation. */
  firstMessage: number;
  firstPaint: number;
  /** Bytes over the line. */
  transferred: number;
}

test("the first message, on a slow phone", async ({ browser }) => {
  const first: Visit[] = [];
  const again: Visit[] = [];
  for (let run = 0; run < RUNS; run++) {
    const context = await phone(browser);
    first.push(await visit(context));
    again.push(await visit(context));
    await context.close();
  }
  writeFileSync(
    process.env.FIGURES!,
    JSON.stringify({ runs: RUNS, slower: SLOWER, line: "1.6 Mbit/s, 150 ms", first, again, sizes: sizes() }, null, 1),
  );
  expect(first.length).toBe(RUNS);
});

function phone(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: "zh-CN" });
}

async function visit(context: BrowserContext): Promise<Visit> {
  const page = await context.newPage();
  const transferred = await throttle(page);
  await page.addInitScript(() => {
    const look = () => {
      const seen = document.querySelector(".bubble")?.getBoundingClientRect().height;
      if (seen) (window as unknown as { seenAt: number }).seenAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto("/", { waitUntil: "commit" });
  await page.waitForFunction(() => (window as unknown as { seenAt?: number }).seenAt);
  const times = await page.evaluate(() => ({
    firstMessage: (window as unknown as { seenAt: number }).seenAt,
    firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  }));
  await page.close();
  return { ...times, transferred: transferred() };
}

async function throttle(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  return () => bytes;
}

/** Gzipped bytes of what a browser loads, by kind; catalogues of other languages come only when chosen. */
function sizes(): Record<string, number> {
  const gzipped = (name: string) => gzipSync(readFileSync(join(DIST, name)), { level: 9 }).length;
  const assets = readdirSync(join(DIST, "assets")).map((name) => `assets/${name}`);
  const sum = (names: string[]) => names.reduce((all, name) => all + gzipped(name), 0);
  return {
    entry: sum(assets.filter((name) => /index-.*\.js$/.test(name))),
    scripts: sum(assets.filter((name) => name.endsWith(".js"))),
    styles: sum(assets.filter((name) => name.endsWith(".css"))),
    loader: gzipped("embed.js"),
  };
}
