/** How an agent who does not look at the list hears that somebody needs them. */

import type { Page } from "@playwright/test";
import { queueWords as words } from "../../src/console/words/queue.ts";
import { signInWords } from "../../src/console/words/signin.ts";
import { put, talk, waiting } from "./build-talks.ts";
import { expect, test } from "./fixtures.ts";
import type { MockConsole } from "./mock-console.ts";

interface Heard {
  rings: number;
  notes: { title: string; body: string; tag: string }[];
  asked: number;
}

/** A browser that says `permission` when it is asked, keeps notifications to itself, and may be out of sight. */
async function listen(page: Page, permission: NotificationPermission): Promise<void> {
  await page.addInitScript((permission) => {
    const heard: Heard = { rings: 0, notes: [], asked: 0 };
    const tone = { frequency: { value: 0 }, gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (to: unknown) => to, start() {}, stop() {} };
    class Sound {
      currentTime = 0;
      destination = {};
      constructor() {
        heard.rings++;
      }
      createOscillator = () => tone;
      createGain = () => tone;
      close = async () => {};
    }
    class Notice {
      static permission: NotificationPermission = "default";
      static async requestPermission() {
        heard.asked++;
        return (Notice.permission = permission);
      }
      onclick: (() => void) | null = null;
      constructor(title: string, { body, tag }: { body: string; tag: string }) {
        heard.notes.push({ title, body, tag });
        Object.assign(globalThis, { lastNotice: this });
      }
      close() {}
    }
    Object.assign(globalThis, { heard, AudioContext: Sound, Notification: Notice });
  }, permission);
}

const heard = (page: Page) => page.evaluate(() => (globalThis as unknown as { heard: Heard }).heard);

async function outOfSight(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

function comes(desk: MockConsole, id: string): void {
  const fresh = talk(id, "秘密商户", { hold: waiting("asked", 0) });
  put(fresh, "merchant", "谁也不该看到的话");
  desk.add(fresh);
}

test("switched on, it rings, and out of sight it notifies: without a name, without a word of the merchant's", async ({ console: shift, desk, page }) => {
  await listen(page, "granted");
  await page.clock.install();
  await shift.enter();
  await expect(shift.row("老街面馆")).toBeVisible();
  comes(desk, "c7");
  await expect(page).toHaveTitle(/^\(5\)/);
  expect(await heard(page)).toMatchObject({ rings: 0, notes: [] }); // it is off until one wants it

  await page.getByRole("button", { name: words.alerts.switch }).click();
  expect(await heard(page)).toMatchObject({ rings: 1, asked: 1 }); // so that one hears what it is like
  await page.clock.runFor(5_000);
  comes(desk, "c8");
  await expect(page.getByRole("status").filter({ hasText: words.alerts.waiting(5) })).toBeAttached();
  expect(await heard(page)).toMatchObject({ rings: 2, notes: [] });

  await page.clock.runFor(5_000);
  await outOfSight(page, true);
  comes(desk, "c9");
  await expect.poll(async () => (await heard(page)).notes).toEqual([{ title: words.alerts.came, body: "ZF-20261122-K7YM-4 · 多扣费", tag: "c9" }]);
  comes(desk, "c10"); // at once: one ring is enough
  await expect(page).toHaveTitle(/^\(8\)/);
  expect((await heard(page)).rings).toBe(3);
  await page.evaluate(() => (globalThis as unknown as { lastNotice: { onclick: () => void } }).lastNotice.onclick());
  await expect(page.getByRole("heading", { name: "秘密商户" })).toBeVisible();
});

test("where the browser refuses, one is told and it rings all the same; it is remembered, and switched off", async ({ console: shift, desk, page }) => {
  await listen(page, "denied");
  await page.clock.install();
  await shift.enter("agent", "/account");
  await page.getByLabel(signInWords.alerts).check();
  await expect(page.getByText(words.alerts.denied)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel(signInWords.alerts)).toBeChecked();
  await page.clock.runFor(5_000);
  await outOfSight(page, true);
  comes(desk, "c7");
  await expect(page).toHaveTitle(/^\(5\)/);
  expect(await heard(page)).toMatchObject({ rings: 1, notes: [] });
  await page.getByLabel(signInWords.alerts).uncheck();
  await page.clock.runFor(5_000);
  comes(desk, "c8");
  await expect(page).toHaveTitle(/^\(6\)/);
  expect((await heard(page)).rings).toBe(1);
});
