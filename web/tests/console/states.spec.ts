/** What one sees only on the way: each step of coming in, each dialog, each part of administration. In light and dark. */

import type { Page } from "@playwright/test";
import { adminWords } from "../../src/console/words/admin.ts";
import { closingWords } from "../../src/console/words/closing.ts";
import { composerWords } from "../../src/console/words/composer.ts";
import { conversationWords as words } from "../../src/console/words/conversation.ts";
import { panelWords } from "../../src/console/words/panel.ts";
import { queueWords } from "../../src/console/words/queue.ts";
import { shellWords } from "../../src/console/words/shell.ts";
import { signInWords } from "../../src/console/words/signin.ts";
import { expect, faultsInBoth, shot, sticksOut, test, type Shift } from "./fixtures.ts";
import { openStep } from "./mock-card.ts";
import { CODE, CODES, me, PASSWORD } from "./mock-session.ts";

async function sound(page: Page, name: string): Promise<void> {
  await shot(page, `state-${name}`);
  expect(await faultsInBoth(page), name).toEqual([]);
  expect(await sticksOut(page), name).toEqual([]);
}

async function dialogIsSound({ page }: Shift, name: string): Promise<void> {
  await expect(page.getByRole("dialog")).toBeVisible();
  await sound(page, name);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
}

test("coming in: the code, a recovery code, one's own password, the authenticator, its codes", async ({ console: shift, desk, page }) => {
  desk.session.codeWanted = true;
  desk.session.account = me({ must: "change_password" });
  await shift.go("/sign-in");
  await page.getByLabel(signInWords.name).fill("小周");
  await page.getByLabel(signInWords.password, { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(signInWords.code)).toBeFocused();
  await sound(page, "code");
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await sound(page, "code-wrong");
  await page.getByLabel(signInWords.code).fill(CODES[0]!);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: signInWords.newPasswordTitle })).toBeVisible();
  await sound(page, "first-password");
  desk.session.account.must = "set_totp";
  await page.getByLabel(signInWords.temporary).fill(PASSWORD);
  for (const label of [signInWords.fresh, signInWords.again]) await page.getByLabel(label, { exact: true }).fill("河边那棵老柳树又发芽了");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("img", { name: signInWords.totpQr })).toHaveJSProperty("complete", true);
  await sound(page, "totp-setup");
  await page.getByLabel(signInWords.totpCode).fill(CODE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: CODES[0]! })).toBeVisible();
  await sound(page, "recovery-codes");
});

test("one's account: a password asked for, new recovery codes, another authenticator", async ({ console: shift, desk, page }) => {
  await shift.enter("agent", "/account");
  desk.session.me = desk.session.account = me({ totp: true, recovery_codes_left: 2 });
  await page.reload();
  await page.getByRole("button", { name: signInWords.newCodes }).click();
  await sound(page, "password-dialog");
  await page.getByRole("dialog").getByLabel(signInWords.yourPassword, { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  const codes = page.getByRole("dialog", { name: signInWords.codesTitle });
  await codes.getByRole("button", { name: signInWords.copyCodes }).click();
  await expect(codes.getByText(shellWords.copied).or(codes.getByText(shellWords.notCopied))).toBeVisible(); // inside: nothing else is seen or heard
  await sound(page, "codes-dialog");
});

test("the dialogs of who talks", async ({ console: shift, page }) => {
  await shift.openTalk();
  await page.getByRole("button", { name: words.transfer, exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("radio").first()).toBeFocused();
  await dialogIsSound(shift, "transfer");
  await page.getByRole("button", { name: words.release }).click();
  await dialogIsSound(shift, "release");
  await page.getByRole("button", { name: words.handBack }).click();
  await dialogIsSound(shift, "hand-back");
  await shift.row("阿芳美甲").getByRole("button", { name: queueWords.refuse }).click();
  await dialogIsSound(shift, "refuse");
});

test("the dialogs of the case", async ({ console: shift, desk, page }) => {
  desk.card.closing = { open_steps: [openStep("call_acquirer", "打收单机构的电话")], summary: "刷卡扣了两次 128 元。", may_close: false };
  await shift.openTalk();
  await page.getByRole("button", { name: closingWords.close, exact: true }).click();
  await expect(page.getByLabel(closingWords.override)).toBeVisible();
  await dialogIsSound(shift, "closing");
  await page.getByRole("tab", { name: words.tabs.case }).click();
  await page.getByRole("button", { name: panelWords.revealOne("电话") }).click();
  await dialogIsSound(shift, "reveal");
  await page.getByRole("button", { name: panelWords.skipStep("交情况说明") }).click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await dialogIsSound(shift, "skip-step");
  await page.getByRole("button", { name: panelWords.changeFamily }).click();
  await dialogIsSound(shift, "family");
  await page.getByRole("textbox", { name: composerWords.toMerchant }).fill("/bye");
  await page.keyboard.press("Enter");
  await dialogIsSound(shift, "macro");
});

for (const [part, name] of Object.entries(adminWords.parts)) {
  test(`administration: ${name}`, async ({ console: shift, page }) => {
    await shift.enter("administrator", `/admin/${part}`);
    await expect(page.getByRole("region", { name, exact: true })).toBeVisible();
    await expect(page.getByText(adminWords.loading)).toHaveCount(0);
    await sound(page, `admin-${part}`);
  });
}

test("administration's dialogs: what is made there, what is shown once, what is asked first", async ({ console: shift, page }) => {
  await shift.enter("administrator", "/admin/accounts");
  await page.getByRole("button", { name: adminWords.accounts.add }).click();
  await expect(page.getByRole("dialog").getByLabel(adminWords.accounts.name)).toBeFocused();
  await sound(page, "new-account");
  await page.keyboard.type("小新");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: adminWords.accounts.made("小新") })).toContainText("河-柳-九-四");
  await dialogIsSound(shift, "secret-once");
  await page.getByRole("button", { name: adminWords.accounts.changing("小李") }).click();
  await dialogIsSound(shift, "change-account");
  await shift.go("/admin/canned");
  await page.getByRole("button", { name: adminWords.canned.add }).click();
  await page.getByText(adminWords.canned.variables).click();
  await dialogIsSound(shift, "canned-form");
  await page.getByRole("button", { name: adminWords.canned.remove }).first().click();
  await dialogIsSound(shift, "ask-first");
  await shift.go("/admin/webhooks");
  await page.getByRole("button", { name: adminWords.webhooks.add }).click();
  await dialogIsSound(shift, "new-webhook");
  await shift.go("/admin/keys");
  await page.getByRole("button", { name: adminWords.keys.add }).click();
  await dialogIsSound(shift, "new-key");
});
