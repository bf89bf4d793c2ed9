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
