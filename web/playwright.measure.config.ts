/** How fast the page is, against a whole house under HOUSE_URL; figures go to the file FIGURES. */

import { defineConfig } from "@playwright/test";
import house from "./playwright.house.config.ts";

if (!process.env.FIGURES) {
  console.error("FIGURES is missing: the file that the figures are written to. `make bench PART=page` sets it.");
  process.exit(1);
}

export default defineConfig({ ...house, testDir: "measure", projects: [{ name: "phone", use: house.projects![0]!.use }] });
