/** Coming in, staying in, going out. */

import { composerWords } from "../../src/console/words/composer.ts";
import { queueWords } from "../../src/console/words/queue.ts";
import { shellWords } from "../../src/console/words/shell.ts";
import { signInWords as words } from "../../src/console/words/signin.ts";
import { expect, faults, test } from "./fixtures.ts";
import { CODE, CODES, me, PASSWORD } from "./mock-session.ts";

test("with name, password and code one comes in, and goes out again", async ({ console: shift, desk, page }) => {
  desk.session.codeWanted = true;
  await shift.go("/c/c1");
  await expect(page.getByLabel(words.name)).toBeFocused();
  await page.keyboard.type("小周");
  await page.keyboard.press("Tab");
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("不对");
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(words.code)).toBeFocused();
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("不对");
  await page.keyboard.type(CODE);
  await page.keyboard.press("Enter");
  await expect(shift.log).toContainText("现在怎么办"); // where one was going
  await page.getByRole("link", { name: shellWords.places.account }).click();
  await page.getByRole("button", { name: shellWords.signOut }).click();
  await expect(page.getByRole("heading", { name: words.title })).toBeVisible();
  expect(desk.session.me).toBeNull();
  await page.goBack();
  await expect(page.getByRole("heading", { name: words.title })).toBeVisible();
});

test("who is locked out is told how long", async ({ console: shift, desk, page }) => {
  desk.session.locked = 125;
  await shift.go("/sign-in");
  await page.getByLabel(words.name).fill("小周");
  await page.getByLabel(words.password, { exact: true }).fill("x");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("2 分");
  await expect(page.getByRole("button", { name: words.signIn })).toHaveAttribute("aria-disabled", "true");
  expect(await faults(page)).toEqual([]);
});

test("a first password is changed, an authenticator bound, its codes kept, and only then one works", async ({ console: shift, desk, page }) => {
  desk.session.account = me({ must: "change_password" });
  await shift.go("/queue");
  await page.getByLabel(words.name).fill("小周");
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: words.newPasswordTitle })).toBeVisible();
  await page.getByLabel(words.temporary).fill(PASSWORD);
  await page.getByLabel(words.fresh, { exact: true }).fill("short");
  await page.getByLabel(words.again).fill("short");
  await page.keyboard.press("Enter");
  await expect(page.getByText(words.tooShort)).toBeVisible();
  desk.session.account.must = "set_totp";
  for (const label of [words.fresh, words.again]) await page.getByLabel(label, { exact: true }).fill("河边那棵老柳树又发芽了");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: words.totpTitle })).toBeVisible();
  await expect(page.getByRole("img", { name: words.totpQr })).toHaveJSProperty("complete", true);
  await page.getByLabel(words.totpCode).fill("111111");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText(words.wrongCode);
  await page.getByLabel(words.totpCode).fill(CODE);
  await page.keyboard.press("Enter");

  await expect(page.getByRole("listitem").filter({ hasText: CODES[0]! })).toBeVisible();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: words.saveCodes }).click();
  expect((await coming).suggestedFilename()).toBe(words.codesFile);
  await expect(page.getByRole("button", { name: words.goOn })).toBeDisabled();
  await page.getByLabel(words.codesKept).check();
  await page.getByRole("button", { name: words.goOn }).click();
  await expect(page.getByRole("heading", { name: queueWords.title })).toBeVisible();
});

test("a session that is over is begun again where one was, with the draft", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  const field = page.getByRole("textbox", { name: composerWords.toMerchant });
  await field.fill("王老板，我查到了");
  desk.session.me = null;
  desk.dropStreams();
  await expect(page.getByText(words.over)).toBeVisible();
  await page.getByLabel(words.name).fill("小周");
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("王老板，我查到了");
});

test("who does nothing for long is asked, stays by a click, and is signed out without", async ({ console: shift, page, desk }) => {
  await page.clock.install();
  await shift.enter();
  await expect(shift.row("老街面馆")).toBeVisible();
  await page.clock.runFor(28 * 60_000 + 5_000);
  const dialog = page.getByRole("dialog", { name: words.expires.title });
  await expect(dialog).toContainText("分");
  await dialog.getByRole("button", { name: words.expires.stay }).click();
  await expect(dialog).toBeHidden();
  await page.clock.runFor(28 * 60_000 + 5_000);
  await expect(dialog).toBeVisible();
  await page.clock.runFor(2 * 60_000);
  await expect(page.getByRole("heading", { name: words.title })).toBeVisible();
  expect(desk.session.me).toBeNull();
});

test("an agent finds no pages of a supervisor's", async ({ console: shift, page }) => {
  await shift.enter("agent", "/figures");
  await expect(page.getByRole("heading", { name: queueWords.title })).toBeVisible();
  await expect(page.getByRole("link", { name: shellWords.places.figures })).toHaveCount(0);
  await page.getByRole("button", { name: shellWords.presentShort }).click();
  await expect(page.getByRole("button", { name: shellWords.awayShort })).toBeVisible();
});
