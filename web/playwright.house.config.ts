/** The page against a whole house that is already open, under HOUSE_URL. */

import { defineConfig } from "@playwright/test";
import page from "./playwright.config.ts";

const baseURL = process.env.HOUSE_URL;
if (!baseURL) {
  console.error("HOUSE_URL is missing: start `zhangfang up` and set it to the address it prints.");
  process.exit(1);
}

export default defineConfig({
  ...page,
  testDir: "tests/house",
  retries: 0, // what was done in the house stays done
  workers: 1, // one house for all, and one of them kills its desk
  timeout: 90_000,
  expect: { timeout: 15_000 }, // an answer from the real house, on a busy machine
  use: { ...page.use, baseURL },
  projects: [
    { name: "phone", use: page.projects![0]!.use, testMatch: "families.spec.ts" },
    { name: "desktop", use: page.projects![1]!.use, testIgnore: "families.spec.ts" },
  ],
});
