/** The page as somebody opens it: from disk, and alone. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test as base, type Page } from "@playwright/test";
import { BUILT_PAGE } from "../../verify/built-page.ts";

export const folder = process.env.PACKS!;
const ADDRESS = pathToFileURL(BUILT_PAGE).href;

/** One pack of the folder, and what the reader brings along. */
export interface Case {
  name: string;
  file: string;
  key?: string;
  /** A file with receipts. */
  receipts?: string;
  /** One that is looked at closely, as an example of its kind. */
  look?: "sound" | "changed";
}

export const cases = JSON.parse(readFileSync(join(folder, "cases.json"), "utf-8")) as Case[];

export interface Result {
  sound: boolean;
  failures: { code: string; where: string }[];
  found: Record<string, unknown> | null;
}

export class Verifier {
  /** What the page asked for, and what went wrong in it. */
  readonly asked: string[] = [];
  readonly errors: string[] = [];

  constructor(readonly page: Page) {
    page.on("request", (request) => this.asked.push(request.url()));
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
  }

  async open(): Promise<void> {
    await this.page.goto(ADDRESS);
  }

  /** On the page as it is: what was given before is still there. */
  async choose(file: string): Promise<Result> {
    await this.page.locator("#pack").setInputFiles(inFolder(file));
    await this.page.waitForFunction(() => window.zhangfangReport !== undefined);
    return (await this.page.evaluate(() => window.zhangfangReport)) as Result;
  }

  /** On a page that was just opened. */
  async verify({ file, key, receipts }: Case): Promise<Result> {
    await this.open();
    if (key || receipts) await this.page.locator("summary").first().click();
    if (key) await this.page.locator("#key").fill(key);
    if (key) await expect(this.page.locator("#key-said")).not.toBeEmpty();
    if (receipts) await this.page.locator("#receipts").setInputFiles(inFolder(receipts));
    if (receipts) await expect(this.page.locator("#receipts-said")).not.toBeEmpty();
    return this.choose(file);
  }
}

export const test = base.extend<{ verifier: Verifier }>({
  verifier: async ({ page }, use) => {
    const verifier = new Verifier(page);
    await use(verifier);
    expect(verifier.errors).toEqual([]);
    expect(verifier.asked.filter((url) => url !== ADDRESS)).toEqual([]);
  },
});

export { expect };

function inFolder(name: string): string {
  const path = join(folder, name);
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  return path;
}
