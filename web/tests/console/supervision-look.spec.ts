import { cardWords } from "../../src/console/words/card.ts";
import { closingWords } from "../../src/console/words/closing.ts";
import { findingWords } from "../../src/console/words/finding.ts";
import { learningWords } from "../../src/console/words/learning.ts";
import { supervisionWords } from "../../src/console/words/supervision.ts";
import { expect, faults, shot, sticksOut, test } from "./fixtures.ts";
import { openStep, readCard } from "./mock-card.ts";
import { breach, correction } from "./mock-supervision.ts";

for (const scheme of ["light", "dark"] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test("axe finds nothing: the card, a correction, closing", async ({ console: shown, desk, page }) => {
      const look = async (name: string) => {
        await shot(page, `${name}-${scheme}`);
        expect(await faults(page), name).toEqual([]);
      };
      const seq = await shown.openTalk();
      desk.card.cards[seq] = readCard(seq);
      desk.card.closing = { open_steps: [openStep("call_acquirer", "打收单机构的电话")], summary: "刷卡扣了两次 128 元。", may_close: false };
      shown.standing();
      await page.getByRole("button", { name: cardWords.rejectNumber(1) }).click();
      await page.getByText(cardWords.why, { exact: true }).click();
      await look("card");
      await page.getByRole("button", { name: cardWords.wrong }).click();
      await page.getByRole("button", { name: cardWords.correcting.send }).click();
      await look("correcting");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: closingWords.close, exact: true }).click();
      await page.getByRole("dialog").getByRole("button", { name: closingWords.close, exact: true }).click();
      await expect(page.getByText(closingWords.overrideMissing)).toBeVisible();
      await look("closing");
    });

    test("axe finds nothing, and nothing sticks out: searching, learning, quality, figures", async ({ console: shown, desk, page }) => {
      const look = async (name: string) => {
        await shot(page, `${name}-${scheme}`);
        expect(await faults(page), name).toEqual([]);
        await page.setViewportSize({ width: 320, height: 800 });
        await expect.poll(() => sticksOut(page), name).toEqual([]); // a chart follows its frame
        await shot(page, `${name}-${scheme}-320`);
        await page.setViewportSize({ width: 1440, height: 900 });
      };
      desk.supervision.corrections = [correction("x1"), correction("x2", { state: "accepted" })];
      desk.supervision.quality.breaches = [breach("b1"), breach("b2", { rule: "slow_first", agent: null })];
      desk.supervision.found = [{ found: [{ conversation: "c1", seq: 3, at: "2026-11-21T15:00:00+08:00", case_number: "ZF-20261122-K7YM-4", merchant: "老张便利店", actor: "merchant", excerpt: [{ text: "刷卡", hit: false }, { text: "扣了两次", hit: true }] }], more: true }];
      await shown.enter("supervisor", "/search?q=扣了两次");
      await expect(page.getByRole("button", { name: findingWords.more })).toBeVisible();
      await look("search");
      await shown.go("/learning");
      await page.getByRole("button", { name: learningWords.accept, exact: true }).click();
      await look("learning");
      await shown.go("/quality");
      await page.getByText(supervisionWords.quality.rules).click();
      await page.getByRole("button", { name: "不算违规：打了包票" }).click();
      await look("quality");
      await shown.go("/figures");
      await expect(page.locator("canvas").first()).toBeVisible();
      await page.getByText(supervisionWords.figures.table, { exact: false }).first().click();
      await page.getByRole("button", { name: supervisionWords.exports.open }).click();
      await look("figures");
    });
  });
}
