import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { strings } from "../../src/strings.ts";
import { MockDesk } from "./mock-desk.ts";

export { expect, strings };

/** Each test has a desk of its own, and fails if the page throws. */
export const test = base.extend<{ desk: MockDesk; shop: Shop }>({
  desk: async ({}, use) => {
    const desk = await new MockDesk().start();
    await use(desk);
    desk.stop();
  },
  shop: async ({ page, desk }, use) => {
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    await use(new Shop(page, desk));
    expect(errors).toEqual([]);
  },
});

/** What a merchant does with the page. */
export class Shop {
  readonly log: Locator;
  readonly field: Locator;
  readonly sendButton: Locator;

  constructor(
    readonly page: Page,
    private readonly desk: MockDesk,
  ) {
    this.log = page.getByRole("log");
    this.field = page.getByLabel(strings.inputLabel);
    this.sendButton = page.getByRole("button", { name: strings.send, exact: true });
  }

  async open(): Promise<void> {
    await this.page.goto(this.desk.url);
    await expect(this.log).toContainText("我是账房");
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.sendButton.click();
  }

  bubble(text: string): Locator {
    return this.page.locator(".bubble", { hasText: text });
  }

  chip(label: string): Locator {
    return this.page.getByRole("group", { name: strings.quickReplies }).getByRole("button", { name: label });
  }
}

export const PHASES = ["核实", "联系", "提交", "等待", "升级"];

/** The five phases with `now` under way; those before it are done. */
export function phases(now: string) {
  const at = PHASES.indexOf(now);
  return PHASES.map((name, index) => ({
    id: name,
    name,
    state: index < at ? ("done" as const) : index === at ? ("now" as const) : ("todo" as const),
  }));
}
