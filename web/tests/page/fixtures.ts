import { expect, test as base } from "@playwright/test";
import { strings } from "../../src/strings.ts";
import { Shop } from "../shop.ts";
import { MockDesk } from "./mock-desk.ts";

export { expect, strings };
export type { Shop };

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
    await use(new Shop(page, desk.url));
    expect(errors).toEqual([]);
  },
});

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
