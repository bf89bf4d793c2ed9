import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

/** The agents' console, against a desk in memory: at a desk, and once on a phone. */
export default defineConfig({
  ...base,
  testDir: "tests/console",
  projects: [
    { name: "desktop", use: { viewport: { width: 1440, height: 900 } }, testIgnore: /narrow\.spec\.ts/ },
    { name: "narrow", use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, testMatch: /narrow\.spec\.ts/ },
  ],
});
