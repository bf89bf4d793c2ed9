/** What somebody of the staff does with the console in the real house. */

import { expect, type Browser, type Locator, type Page } from "@playwright/test";
import { composerWords } from "../../src/console/words/composer.ts";
import { conversationWords } from "../../src/console/words/conversation.ts";
import { signInWords } from "../../src/console/words/signin.ts";
import { codeOf } from "./authenticator.ts";

export const OWN_PASSWORD = "three lanterns by the gate";

export class DeskPage {
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    readonly name: string,
  ) {
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (line) => {
      if (/Content Security Policy/i.test(line.text())) this.errors.push(line.text());
    });
  }

  /** A browser of their own. */
  static async of(browser: Browser, baseURL: string, name: string): Promise<DeskPage> {
    const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 }, locale: "zh-CN", timezoneId: "Asia/Shanghai", acceptDownloads: true });
    return new DeskPage(await context.newPage(), name);
  }

  /** With the first password, which is changed for one of their own. */
  async signInFirst(password: string): Promise<void> {
    await this.signIn(password);
    const { page } = this;
    await page.getByLabel(signInWords.temporary).fill(password);
    await page.getByLabel(signInWords.fresh, { exact: true }).fill(OWN_PASSWORD);
    await page.getByLabel(signInWords.again).fill(OWN_PASSWORD);
    await page.getByRole("button", { name: signInWords.changePassword }).click();
    await expect(page.getByLabel(signInWords.temporary)).toHaveCount(0);
  }

  async signIn(password: string): Promise<void> {
    const { page } = this;
    await page.goto("/desk");
    await page.getByLabel(signInWords.name, { exact: true }).fill(this.name);
    await page.getByLabel(signInWords.password, { exact: true }).fill(password);
    await page.getByRole("button", { name: signInWords.signIn, exact: true }).click();
  }

  /** The authenticator that the role must have; returns its secret. */
  async setAuthenticator(): Promise<string> {
    const { page } = this;
    await expect(page.getByRole("heading", { name: signInWords.totpTitle })).toBeVisible();
    const secret = (await page.locator(".totp__secret").innerText()).replaceAll(/\s/g, "");
    await page.getByLabel(signInWords.totpCode).fill(codeOf(secret));
    await page.getByRole("button", { name: signInWords.confirm, exact: true }).click();
    await expect(page.getByRole("heading", { name: signInWords.codesTitle })).toBeVisible();
    await page.getByLabel(signInWords.codesKept).check();
    await page.getByRole("button", { name: signInWords.goOn }).click();
    return secret;
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`/desk#${path}`);
    await expect(this.page.locator("#content")).toBeVisible();
  }

  get log(): Locator {
    return this.page.getByRole("log", { name: conversationWords.transcript });
  }

  bubble(text: string): Locator {
    return this.log.getByRole("article").filter({ hasText: text });
  }

  get field(): Locator {
    return this.page.getByRole("textbox", { name: composerWords.toMerchant });
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
    await expect(this.bubble(text)).toBeVisible();
  }

  /** A button of the conversation's head. */
  deed(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole("tab", { name }).click();
  }
}
