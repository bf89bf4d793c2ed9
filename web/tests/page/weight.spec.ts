/** What a phone has to fetch: budgets, in gzipped bytes. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";

const DIST = process.env.DIST ?? join(import.meta.dirname, "../../dist");
const SCRIPTS = 120 * 1024;
const LOADER = 5 * 1024;

test("all scripts of the page, with every language, weigh less than 120 KB", () => {
  const scripts = readdirSync(join(DIST, "assets")).filter((name) => name.endsWith(".js"));
  const weight = scripts.reduce((all, name) => all + gzipped(`assets/${name}`), 0);
  expect(weight).toBeGreaterThan(20 * 1024); // it is the page that was weighed
  expect(weight).toBeLessThan(SCRIPTS);
});

test("the loader weighs less than 5 KB", () => {
  expect(gzipped("embed.js")).toBeLessThan(LOADER);
});

function gzipped(name: string): number {
  return gzipSync(readFileSync(join(DIST, name)), { level: 9 }).length;
}
