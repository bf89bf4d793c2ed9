/** A day at the agents' console, against a whole house of its own under HOUSE_URL: nobody else may be in its queue. */

import { defineConfig } from "@playwright/test";
import house from "./playwright.house.config.ts";

export default defineConfig({ ...house, testDir: "tests/shift", projects: [{ name: "desktop" }] });
