/** Looks at the page with axe, past the policy that keeps scripts out of it. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Axe {
  run(context: Element | Document, options: { runOnly?: string[] }): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
}

/** Everything that axe finds fault with, in the dialog if one is open: what is behind it is out of reach. `rules`: only by these. */
export async function faults(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(`globalThis.axe || (() => { ${AXE} })(); undefined`);
  const options = rules ? { runOnly: rules } : {};
  const { violations } = await page.evaluate((options) => {
    const context = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document;
    return (globalThis as unknown as { axe: Axe }).axe.run(context, options);
  }, options);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

/** The same in light and in dark: what stands there is one and the same, only its colours are others. */
export async function faultsInBoth(page: Page): Promise<string[]> {
  const dark = await inTheme(page, "dark", ["color-contrast"]);
  return [...(await inTheme(page, "light")), ...dark.map((fault) => `dark: ${fault}`)];
}

/** Without motion: a colour halfway between two is neither's. */
async function inTheme(page: Page, colorScheme: "light" | "dark", rules?: string[]): Promise<string[]> {
  await page.evaluate(() => {
    const still = new CSSStyleSheet(); // the page's policy lets in no other
    still.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important; }");
    document.adoptedStyleSheets = [still];
  });
  await page.emulateMedia({ colorScheme });
  await expect(page.locator("html")).toHaveAttribute("theme-mode", colorScheme);
  return faults(page, rules);
}
