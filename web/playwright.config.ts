import { defineConfig } from "@playwright/test";
import { findChromium } from "./tests/page/chromium.ts";

const executablePath = findChromium(process.env);
if (!executablePath) {
  console.error("No Chromium found: install one on PATH, or set CHROMIUM to its full path.");
  process.exit(1);
}

/** What the screen's size, the pointer or the keyboard may change; ALL_SIZES=1 has every test at both sizes. */
const ON_BOTH = /(look|embed|menu|reading|uploads|talking)\.spec\.ts/;

export default defineConfig({
  testDir: "tests/page",
  workers: "100%", // of the cores: every test has a desk of its own
  retries: process.env.CI ? 1 : 0, // and said to be flaky
  reporter: "list",
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    launchOptions: {
      executablePath,
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
    },
  },
  projects: [
    { name: "phone", use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
    {
      name: "desktop",
      use: { viewport: { width: 1280, height: 800 } },
      testMatch: process.env.ALL_SIZES ? undefined : ON_BOTH,
    },
  ],
});
