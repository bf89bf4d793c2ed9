import { expect, type Locator, type Page } from "@playwright/test";
import { strings } from "../src/strings.ts";

/** What a merchant does with the page. */
export class Shop {
  readonly log: Locator;
  readonly field: Locator;
  readonly sendButton: Locator;
  readonly chips: Locator;

  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {
    this.log = page.getByRole("log");
    this.field = page.getByLabel(strings.inputLabel);
    this.sendButton = page.getByRole("button", { name: strings.send, exact: true });
    this.chips = page.getByRole("group", { name: strings.quickReplies }).getByRole("button");
  }

  async open(): Promise<void> {
    await this.page.goto(this.url);
    await expect(this.log).toContainText("我是账房");
  }

  /** As a merchant does who comes for the first time. `sensitive`: also to photos and card numbers. */
  async agree({ sensitive = true } = {}): Promise<void> {
    const sheet = this.page.getByRole("dialog");
    const box = sheet.getByRole("checkbox");
    await box.setChecked(sensitive);
    await sheet.locator("button[type=submit]").click();
    await expect(sheet).toHaveCount(0);
  }

  /** Goes somewhere by the menu in the header. */
  async menu(place: string): Promise<void> {
    await this.page.getByRole("button", { name: strings.menu }).click();
    await this.page.getByRole("dialog", { name: strings.menu }).getByRole("button", { name: place, exact: true }).click();
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.sendButton.click();
  }

  bubble(text: string | RegExp): Locator {
    return this.page.locator(".bubble", { hasText: text });
  }

  chip(label: string): Locator {
    return this.page.getByRole("group", { name: strings.quickReplies }).getByRole("button", { name: label });
  }
}
