import { closingWords as words } from "../../src/console/words/closing.ts";
import { conversationWords } from "../../src/console/words/conversation.ts";
import { expect, test } from "./fixtures.ts";
import { openStep } from "./mock-card.ts";

test.beforeEach(async ({ console: shown, desk, page }) => {
  desk.card.closing = { open_steps: [openStep("call_acquirer", "打收单机构的电话"), openStep("send_letter", "交情况说明")], summary: "刷卡扣了两次 128 元。", may_close: false };
  await shown.openTalk();
  await page.getByRole("button", { name: words.close, exact: true }).click();
});

test("mandatory steps are ticked right there, the summary is ready, and the case is closed", async ({ desk, page }) => {
  const dialog = page.getByRole("dialog", { name: words.title });
  await dialog.getByRole("button", { name: words.stepDoneNamed("打收单机构的电话") }).press("Enter");
  await expect(dialog.getByText(words.openSteps(1))).toBeFocused();
  await dialog.getByRole("button", { name: words.stepDoneNamed("交情况说明") }).press("Enter");
  await expect(dialog.getByText(words.noOpenSteps)).toBeVisible();
  await expect(dialog.getByLabel(words.override)).toHaveCount(0);
  await expect(dialog.getByLabel(words.summary)).toHaveValue("刷卡扣了两次 128 元。");
  await dialog.getByLabel(words.outcomes.resolved).check();
  await dialog.getByLabel(words.word).fill("钱退了，有事再找我们。");
  await dialog.getByRole("button", { name: words.close, exact: true }).click();
  await expect(dialog).toBeHidden();
  expect(desk.card.closings).toEqual([{ outcome: "resolved", summary: "刷卡扣了两次 128 元。", word: "钱退了，有事再找我们。", override: null }]);
});

test("open steps want a reason, each fault stands at its field, and what was written stays", async ({ desk, page }) => {
  const dialog = page.getByRole("dialog", { name: words.title });
  await dialog.getByLabel(words.summary).fill("");
  await dialog.getByRole("button", { name: words.close, exact: true }).click();
  for (const fault of [words.outcomeMissing, words.overrideMissing, words.summaryMissing]) await expect(dialog.getByText(fault)).toBeVisible();
  await dialog.getByLabel(words.outcomes.closed).check();
  await dialog.getByLabel(words.override).fill("商户不想办了");
  await dialog.getByLabel(words.summary).fill("商户自己去问了");
  desk.card.refusing.close = { status: 422, code: "bad_field", message: "别把卡号写进去。", field: "word" };
  await dialog.getByRole("button", { name: words.close, exact: true }).click();
  await expect(dialog.getByLabel(words.word)).toBeFocused();
  await expect(dialog.getByText("别把卡号写进去。")).toBeVisible();
  desk.card.refusing.close = { status: 409, code: "not_held", message: "这段对话现在不在你手上。先接过来，再操作。" };
  await dialog.getByRole("button", { name: words.close, exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("不在你手上");
  await expect(dialog.getByLabel(words.summary)).toHaveValue("商户自己去问了");
  await dialog.getByRole("button", { name: words.close, exact: true }).click();
  await expect(dialog).toBeHidden();
  expect(desk.card.closings).toEqual([{ outcome: "closed", summary: "商户自己去问了", word: "", override: "商户不想办了" }]);
});

test("the summary in its fixed form leads to where each line comes from, and is copied", async ({ desk, page, context }) => {
  await page.keyboard.press("Escape");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  desk.card.summary = { happened: [{ text: "一百二十八刷了两次", seqs: [2] }], facts: [], done: [], open: [], due: [], text: "发生了什么：一百二十八刷了两次" };
  await page.getByRole("tab", { name: conversationWords.tabs.summary }).click();
  const recap = page.getByRole("region", { name: words.recap });
  await expect(recap).toContainText("一百二十八刷了两次");
  await recap.getByRole("button", { name: words.copy }).click();
  await expect(page.getByText(words.copied)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(desk.card.summary.text);
  await recap.getByRole("button", { name: words.toMessage(2) }).click();
  await expect(page.getByRole("article").filter({ hasText: "一百二十八刷了两次" })).toBeInViewport();
});
