import type { Page } from "@playwright/test";
import { cardWords as words } from "../../src/console/words/card.ts";
import { composerWords } from "../../src/console/words/composer.ts";
import { conversationWords } from "../../src/console/words/conversation.ts";
import { findingWords } from "../../src/console/words/finding.ts";
import { expect, test } from "./fixtures.ts";
import { readCard } from "./mock-card.ts";

const { correcting } = words;

const cardOn = (page: Page) => page.getByRole("region", { name: words.title });
const composer = (page: Page) => page.getByRole("textbox", { name: composerWords.toMerchant, exact: true });

test("a card says what was read, how surely, from what, and what is missing", async ({ console: shown, desk, page }) => {
  const seq = await shown.openTalk();
  const card = cardOn(page);
  await expect(card.getByText(words.notRead)).toBeVisible();
  desk.card.cards[seq] = readCard(seq);
  shown.standing(); // by then it has been read
  await expect(card).toContainText(words.certainties.high);
  await expect(card.getByRole("meter", { name: words.confidence(87) })).toBeVisible();
  await expect(card.locator("mark")).toHaveText(["昨天下午交易时间", "两次 ", "128次数", "8 元金额"]);
  await expect(card.getByText("订单号", { exact: true })).toBeVisible();
  await card.getByText(words.why, { exact: true }).click();
  await expect(card).toContainText("按“多扣费”立案");
  await expect(card).toContainText("一笔钱刷了两遍");
});

test("a suggestion goes into the composer, and no further", async ({ console: shown, desk, page }) => {
  const seq = await shown.openTalk();
  desk.card.cards[seq] = readCard(seq);
  shown.standing();
  await page.getByRole("button", { name: words.editNumber(1) }).press("Enter");
  await expect(composer(page)).toBeFocused();
  await expect(composer(page)).toHaveValue(/小票上的订单号/);
  expect(desk.said).toEqual([]);
  await page.keyboard.press("Enter");
  await expect.poll(() => desk.said).toHaveLength(1);
  expect(desk.said[0]!.suggested).toEqual({ seq, suggestion: "ask-order_number", edited: false });
});

test("a suggestion is turned down with a reason, quick or in own words", async ({ console: shown, desk, page }) => {
  const seq = await shown.openTalk();
  desk.card.cards[seq] = readCard(seq);
  shown.standing();
  const rows = cardOn(page).getByRole("listitem").filter({ has: page.locator("kbd") });
  await page.getByRole("button", { name: words.rejectNumber(1) }).press("Enter");
  await expect(page.getByRole("button", { name: words.reasons[0]! })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rows.nth(0)).toContainText(words.verdicts.rejected);
  await expect(rows.nth(0)).toBeFocused();
  await page.getByRole("button", { name: words.rejectNumber(2) }).click();
  await page.getByRole("button", { name: words.sendReason }).click();
  await expect(rows.nth(1).getByRole("alert")).toHaveText(words.reasonMissing);
  await page.getByLabel(words.ownReason).fill("商户说过没有记录");
  await page.getByLabel(words.ownReason).press("Enter");
  await expect(rows.nth(1)).toContainText(words.verdicts.rejected);
  expect(desk.card.verdicts).toEqual([
    { seq, suggestion: "ask-order_number", verdict: "rejected", reason: words.reasons[0] },
    { seq, suggestion: "step-find_record", verdict: "rejected", reason: "商户说过没有记录" },
  ]);
});

test("what comes while one is in the card waits; outside of it the card follows", async ({ console: shown, desk, page }) => {
  const seq = await shown.openTalk();
  desk.card.cards[seq] = readCard(seq);
  desk.card.cards[seq + 1] = readCard(seq + 1, { text: "钱到现在没到账", entities: [] });
  desk.card.cards[seq + 2] = readCard(seq + 2, { text: "那我等着", entities: [] });
  shown.standing();
  const button = page.getByRole("button", { name: words.useNumber(3) });
  await button.focus();
  const before = await button.boundingBox();
  desk.say("c1", "merchant", "钱到现在没到账");
  await expect(page.getByRole("button", { name: words.newer })).toBeVisible();
  await expect(button).toBeFocused();
  expect(await button.boundingBox()).toEqual(before);
  await page.getByRole("button", { name: words.newer }).click();
  await expect(cardOn(page)).toContainText("钱到现在没到账");
  await composer(page).click();
  desk.say("c1", "merchant", "那我等着");
  await expect(cardOn(page)).toContainText("那我等着");
  await expect(composer(page)).toBeFocused();
});

test("who doesn't hold it can look, but puts nothing into a composer", async ({ console: shown, desk, page }) => {
  const seq = desk.talk("c6").entries.at(-1)!.seq;
  desk.card.cards[seq] = readCard(seq);
  await shown.enter("supervisor", "/c/c6");
  await expect(cardOn(page).getByText(words.takeFirst)).toBeVisible();
  await expect(page.getByRole("button", { name: words.useNumber(1) })).toHaveCount(0);
});

test("a reading is corrected, and faults are told at their field", async ({ console: shown, desk, page }) => {
  const seq = await shown.openTalk();
  desk.card.cards[seq] = readCard(seq);
  shown.standing();
  await page.getByRole("button", { name: words.wrong }).click();
  const dialog = page.getByRole("dialog", { name: correcting.title });
  await expect(dialog).toContainText(correcting.readAs("多扣费"));
  await dialog.getByRole("button", { name: correcting.send }).click();
  await expect(dialog.getByLabel(correcting.shouldBe)).toBeFocused();
  await expect(dialog.getByText(correcting.giveReason)).toBeVisible();
  await dialog.getByLabel(correcting.shouldBe).selectOption("ask_human");
  await dialog.getByLabel(correcting.reason).fill("说的是要人工");
  desk.card.refusing.corrections = { status: 422, code: "bad_field", message: "原因里不要写卡号。", field: "reason" };
  await dialog.getByRole("button", { name: correcting.send }).click();
  await expect(dialog.getByText("原因里不要写卡号。")).toBeVisible();
  await expect(dialog.getByLabel(correcting.reason)).toBeFocused();
  await dialog.getByRole("button", { name: correcting.send }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: words.wrong })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByLabel(correcting.fact, { exact: true }).check();
  await page.getByLabel(correcting.whichFact).selectOption("amount");
  await expect(dialog).toContainText(correcting.readAs("1288 元"));
  await page.getByLabel(correcting.notThere).check();
  await page.getByLabel(correcting.reason).fill("那是余额");
  await page.getByRole("button", { name: correcting.send }).click();
  await expect.poll(() => desk.card.corrections).toEqual([
    { seq, reason: "说的是要人工", intent: "ask_human" },
    { seq, reason: "那是余额", fact: "amount", value: null },
  ]);
});

test("knowledge is searched as one types, and a hit goes into the composer", async ({ console: shown, desk, page }) => {
  desk.card.knowledge = { hits: [{ id: "h1", kind: "answer", title: "多久退回来", text: "一般要几个工作日。", source: "knowledge/faq/refund.yml（级别 B）", score: 0.8 }] };
  await shown.openTalk();
  await page.getByRole("tab", { name: conversationWords.tabs.knowledge }).click();
  await page.getByRole("searchbox", { name: findingWords.knowledge }).pressSequentially("多久退", { delay: 20 });
  await expect(page.getByRole("status").filter({ hasText: findingWords.hits(1) })).toBeVisible();
  expect(desk.card.searches).toEqual(["多久退"]);
  await expect(page.getByText("级别 B")).toBeVisible();
  await page.getByRole("button", { name: findingWords.insertNamed("多久退回来") }).press("Enter");
  await expect(composer(page)).toHaveValue("一般要几个工作日。");
  expect(desk.said).toEqual([]);
  desk.card.knowledge = { hits: [] };
  await page.getByRole("searchbox", { name: findingWords.knowledge }).fill("天气");
  await expect(page.getByText(findingWords.noHits)).toBeVisible();
});
