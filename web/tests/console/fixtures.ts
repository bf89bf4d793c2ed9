import { expect, test as base, type Page } from "@playwright/test";
import type { Role } from "../../src/console/contract.ts";
import { conversationWords } from "../../src/console/words/conversation.ts";
import { MockConsole } from "./mock-console.ts";
import { me } from "./mock-session.ts";

export { expect };
export { shot, sticksOut } from "../page/looking.ts";
export { faults, faultsInBoth } from "./axe.ts";

/** What an agent does with the console. */
export class Shift {
  constructor(
    readonly page: Page,
    readonly desk: MockConsole,
  ) {}

  /** Somebody of this role is signed in already, and opens a page. */
  async enter(role: Role = "agent", path = "/queue"): Promise<void> {
    this.desk.session.me = this.desk.session.account = me({ role });
    await this.go(path);
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.desk.url}#${path}`);
    await expect(this.page.locator("#content")).toBeVisible();
  }

  /** Opens a conversation of one's own; its merchant's last words have this seq. */
  async openTalk(id = "c1"): Promise<number> {
    await this.enter("agent", `/c/${id}`);
    await expect(this.log).toBeVisible();
    return this.desk.talk(id).entries.findLast(({ actor }) => actor === "merchant")!.seq;
  }

  /** The desk says that something of the open conversation changed. */
  standing(id = "c1"): void {
    this.desk.changed(id);
  }

  get log() {
    return this.page.getByRole("log", { name: conversationWords.transcript });
  }

  bubble(text: string) {
    return this.log.getByRole("article").filter({ hasText: text });
  }

  row(merchant: string) {
    return this.page.locator(".row", { hasText: merchant });
  }
}

/** Each test has a desk of its own, and fails if the page throws, logs an error, or asks anybody else for anything. */
export const test = base.extend<{ desk: MockConsole; console: Shift; expected: RegExp[] }>({
  desk: async ({}, use) => {
    const desk = await new MockConsole().start();
    await use(desk);
    desk.stop();
  },
  /** Errors that a test brings about itself: refusals are logged by the browser. */
  expected: async ({}, use) => use([]),
  console: async ({ page, desk, expected }, use) => {
    const errors: string[] = [];
    const origin = new URL(desk.url).origin;
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (line) => {
      if (line.type() === "error" || /Content Security Policy/i.test(line.text())) errors.push(line.text());
    });
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) errors.push(`asked ${request.url()}`);
    });
    page.on("response", (answer) => {
      if (answer.status() >= 400 && !answer.url().includes("/api/")) errors.push(`${answer.status()} ${answer.url()}`);
    });
    await use(new Shift(page, desk));
    const refusals = /Failed to load resource/; // what a test has the desk refuse, the browser logs
    expect(errors.filter((error) => !refusals.test(error) && !expected.some((pattern) => pattern.test(error)))).toEqual([]);
  },
});
