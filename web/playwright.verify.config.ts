/** The verifier's page, from disk and without a network, on the packs in the folder PACKS. */

import { defineConfig } from "@playwright/test";
import page from "./playwright.config.ts";

if (!process.env.PACKS) {
  console.error("PACKS is missing: tests/evidence/test_browser.py makes the packs and runs this.");
  process.exit(1);
}

export default defineConfig({
  ...page,
  testDir: "tests/verify",
  use: { ...page.use, offline: true, viewport: { width: 1280, height: 900 } },
  projects: [{ name: "browser" }],
});
