/** What an agent's browser has to fetch: budgets, in gzipped bytes. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";

const SCRIPTS = join(process.env.DIST ?? join(import.meta.dirname, "../../dist"), "assets/console");
const CHARTS = /^draw-/;
const [ALL, ALL_CHARTS] = [200 * 1024, 200 * 1024];

test("all scripts of the console weigh less than 200 KB, and its charts, fetched when looked at, as much again", () => {
  const weights = { rest: 0, charts: 0 };
  for (const name of readdirSync(SCRIPTS).filter((name) => name.endsWith(".js"))) {
    weights[CHARTS.test(name) ? "charts" : "rest"] += gzipSync(readFileSync(join(SCRIPTS, name)), { level: 9 }).length;
  }
  expect(weights.rest).toBeGreaterThan(50 * 1024); // it is the console that was weighed
  expect(weights.rest).toBeLessThan(ALL);
  expect(weights.charts).toBeLessThan(ALL_CHARTS);
  console.log(`scripts ${Math.round(weights.rest / 1024)} KB, charts ${Math.round(weights.charts / 1024)} KB`);
});
