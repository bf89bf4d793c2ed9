/** What an administrator does on a first day, and must not do by a slip of the hand. */

import { adminWords } from "../../src/console/words/admin.ts";
import { expect, shot, test } from "./fixtures.ts";
import { ME } from "./build-talks.ts";

const words = adminWords.accounts;

test("what signs a colleague out is asked about first; nobody goes round their own password", async ({ console: shift, desk, page }) => {
  await shift.enter("administrator", "/admin/accounts");
  desk.admin.accounts[0]!.id = desk.session.me!.id;
  await page.reload();
  await page.getByRole("button", { name: words.changing("小李") }).click();
  await page.getByRole("button", { name: words.newPassword }).click();
  await expect(page.getByText(words.asks.password("小李"))).toBeVisible();
  await shot(page, "admin-asks-first");
  await page.keyboard.press("Escape");
  expect(desk.admin.done).toEqual([]);
  await page.getByRole("button", { name: words.newPassword }).click();
  await page.getByRole("dialog").getByRole("button", { name: words.newPassword }).click();
  await expect(page.getByText("山-雨-三-七")).toBeVisible();
  expect(desk.admin.done).toEqual(['PATCH /accounts/a2 {"new_password":true}']);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: words.changing(ME.name) }).click();
  await expect(page.getByText(words.ownHint)).toBeVisible();
  await expect(page.getByRole("button", { name: words.newPassword })).toBeHidden();
});

test("whose first password runs out is seen in the list", async ({ console: shift, desk, page }) => {
  desk.admin.accounts[1]!.first_password_until = new Date(Date.now() + 3_600_000).toISOString();
  desk.admin.accounts[2]!.first_password_until = new Date(Date.now() - 1_000).toISOString();
  await shift.enter("administrator", "/admin/accounts");
  await expect(page.getByRole("row", { name: "小李" })).toContainText("前有效");
  await expect(page.getByRole("row", { name: "陈主管" })).toContainText(words.firstOver);
  await shot(page, "admin-first-passwords");
});

test("hours that end at midnight are shown as a clock shows them, and kept as the day's end", async ({ console: shift, desk, page }) => {
  desk.admin.setup.setup.hours[1] = [{ begins: "20:00", ends: "24:00" }];
  await shift.enter("administrator", "/admin/hours");
  const hours = adminWords.hours;
  await expect(page.getByLabel(hours.to(hours.days[1]!))).toHaveValue("00:00");
  await page.getByLabel(hours.to(hours.days[0]!)).fill("00:00");
  await page.getByRole("button", { name: adminWords.save }).click();
  await expect.poll(() => desk.admin.done.length).toBe(1);
  expect(desk.admin.done[0]).toContain('"hours":[[{"begins":"09:00","ends":"24:00"}],[{"begins":"20:00","ends":"24:00"}]');
});
