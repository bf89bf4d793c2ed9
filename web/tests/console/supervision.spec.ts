import { findingWords } from "../../src/console/words/finding.ts";
import { learningWords } from "../../src/console/words/learning.ts";
import { supervisionWords } from "../../src/console/words/supervision.ts";
import { expect, test } from "./fixtures.ts";
import { breach, correction } from "./mock-supervision.ts";

const { quality, exports, figures } = supervisionWords;

test("a correction is accepted with the sentence as it may be learnt, another is rejected, by keyboard", async ({ console: shown, desk, page }) => {
  desk.supervision.corrections = [correction("x1"), correction("x2", { what: "fact", name: "金额", was: null, should_be: "1288 元", value: "2366 元" })];
  await shown.enter("supervisor", "/learning");
  const [first, second] = [page.getByRole("listitem").filter({ hasText: "退错款" }), page.getByRole("listitem").filter({ hasText: "1288 元" })];
  await first.getByRole("button", { name: learningWords.accept, exact: true }).press("Enter");
  const sentence = page.getByLabel(learningWords.sentence);
  await expect(sentence).toBeFocused();
  await expect(sentence).toHaveValue("昨天那笔 2366 退错人了");
  await sentence.fill("昨天那笔退给别人了");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(first).toContainText(learningWords.states.accepted);
  await expect(first).toBeFocused();
  await second.getByRole("button", { name: learningWords.reject, exact: true }).click();
  await second.getByRole("button", { name: learningWords.confirmReject }).click();
  await expect(second.getByRole("alert")).toHaveText(learningWords.rejectMissing);
  await page.getByLabel(learningWords.rejectReason).fill("商户后来又说是别的数");
  await page.getByRole("button", { name: learningWords.confirmReject }).click();
  await expect(second).toContainText("商户后来又说是别的数");
  expect(desk.supervision.decisions).toMatchObject([
    { id: "x1", accept: true, text: "昨天那笔退给别人了" },
    { id: "x2", accept: false, reason: "商户后来又说是别的数" },
  ]);
  await page.getByLabel(learningWords.filter).selectOption("open");
});

test("one that a colleague has decided meanwhile is told so, and the list is fresh", async ({ console: shown, desk, page }) => {
  desk.supervision.corrections = [correction("x1", { what: "fact", name: "金额", should_be: "1288 元", value: "2366 元" })];
  await shown.enter("supervisor", "/learning");
  await page.getByRole("button", { name: learningWords.accept, exact: true }).click();
  await expect(page.getByLabel(learningWords.value("金额"))).toHaveValue("2366 元");
  desk.supervision.corrections[0]!.state = "accepted";
  await page.getByRole("button", { name: learningWords.confirmAccept }).click();
  await expect(page.getByText(learningWords.stale)).toBeVisible();
  await expect(page.getByText(learningWords.empty)).toBeVisible();
});

test("a breach is dismissed with a reason, and what is dismissed can be looked at", async ({ console: shown, desk, page }) => {
  desk.supervision.quality.breaches = [breach("b1"), breach("b2", { rule: "slow_first", excerpt: "过了 12 分钟", dismissed: true, dismissal: "系统停了" })];
  await shown.enter("supervisor", "/quality");
  await expect(page.getByText(quality.found(1))).toBeVisible();
  await expect(page.getByText("过了 12 分钟")).toBeHidden();
  await page.getByRole("button", { name: "不算违规：打了包票" }).click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(quality.whyMissing);
  await page.keyboard.type("商户自己说的话");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "保证明天到账" })).toContainText("商户自己说的话");
  await expect(page.getByText(quality.found(0))).toBeVisible();
  await page.getByLabel(quality.showDismissed).check();
  await expect(page.getByText("过了 12 分钟")).toBeVisible();
  await page.getByLabel(quality.rule, { exact: true }).selectOption("promise");
  await expect.poll(() => desk.supervision.asked.at(-1)).toContain("rule=promise");
  await expect(page.getByRole("link", { name: /看原话：打了包票/ })).toHaveAttribute("href", "#/c/c1?at=9");
});

test("figures are drawn, each with its table; another family is asked for at once", async ({ console: shown, desk, page }) => {
  await shown.enter("supervisor", "/figures");
  await expect(page.locator("canvas")).toHaveCount(8); // a ninth has nothing to show
  await expect(page.getByText("人工看过 120 条，改了 9 条")).toBeVisible();
  const times = page.getByRole("region", { name: figures.charts.timeInPhase });
  await times.getByText(figures.table).click();
  await expect(times.getByRole("row", { name: "联系" })).toContainText("1 天 1 小时");
  await page.getByLabel(supervisionWords.family, { exact: true }).selectOption("not_arrived");
  await expect.poll(() => desk.supervision.asked.at(-1)).toContain("family=not_arrived");
});

test("figures that can't be fetched can be asked for again", async ({ console: shown, desk, page }) => {
  desk.supervision.refusing["/figures"] = [503, "系统正忙。", "busy"];
  await shown.enter("supervisor", "/figures");
  await page.getByRole("button", { name: supervisionWords.again }).click();
  await expect(page.getByText(figures.tiles.solved)).toBeVisible();
});

test("an export is saved under its name, by the days of the page", async ({ console: shown, desk, page }) => {
  await shown.enter("supervisor", "/quality");
  await page.getByLabel(supervisionWords.since).fill("2026-11-01");
  await page.getByLabel(supervisionWords.since).dispatchEvent("change");
  await page.getByRole("button", { name: exports.open }).press("Enter");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: exports.named(exports.kinds.ratings) }).press("Enter");
  expect((await saved).suggestedFilename()).toBe("ratings.csv");
  expect(desk.supervision.asked.at(-1)).toMatch(/^\/exports\/ratings\.csv\?since=2026-11-01&/);
  await expect(page.getByRole("button", { name: exports.open })).toBeFocused();
});

test("a search finds, goes on, and comes back to what was looked for", async ({ console: shown, desk, page }) => {
  const place = { conversation: "c1", at: "2026-11-21T15:00:00+08:00", case_number: null, merchant: "老张便利店", actor: "merchant" };
  const found = (seq: number) => ({ ...place, seq, excerpt: [{ text: "刷卡", hit: false }, { text: "扣了两次", hit: true }, { text: `，第 ${seq} 句`, hit: false }] });
  desk.supervision.found = [{ found: [found(3), found(5)], more: true }, { found: [found(8)], more: false }, { found: [], more: false }];
  await shown.enter("agent", "/search");
  await page.keyboard.type("扣了两次");
  await page.keyboard.press("Enter");
  await expect(page.locator("mark")).toHaveText(["扣了两次", "扣了两次"]);
  await page.getByRole("button", { name: findingWords.more }).click();
  await expect(page.getByRole("link", { name: "第 8 句" })).toBeFocused();
  expect(desk.supervision.asked.at(-1)).toContain("offset=2");
  await page.getByRole("searchbox").fill("没有的");
  await page.keyboard.press("Enter");
  await expect(page.getByText(findingWords.nothing("没有的"))).toBeVisible();
  desk.supervision.refusing["/search"] = [503, "系统正忙。", "busy"];
  await page.goBack();
  await expect(page.getByRole("searchbox")).toHaveValue("扣了两次");
  desk.supervision.found = [{ found: [found(3)], more: false }];
  await page.getByRole("button", { name: findingWords.again }).click();
  await expect(page.getByRole("link", { name: "第 3 句" })).toHaveAttribute("href", "#/c/c1?at=3");
});

test("what is not counted yet, and what is not listed, is said", async ({ console: shown, desk, page }) => {
  desk.supervision.quality = { ...desk.supervision.quality, breaches: [breach("b1")], more: true, behind: true };
  await shown.enter("supervisor", "/quality");
  await expect(page.getByText(quality.more(1))).toBeVisible();
  desk.supervision.quality = { ...desk.supervision.quality, more: false, behind: false };
  await expect(page.getByText(supervisionWords.behind)).toBeVisible();
  await page.getByRole("button", { name: supervisionWords.again }).click();
  await expect(page.getByText(supervisionWords.behind)).toBeHidden();
  desk.supervision.figures.behind = true;
  await shown.go("/figures");
  await expect(page.getByText(supervisionWords.behind)).toBeVisible();
});
