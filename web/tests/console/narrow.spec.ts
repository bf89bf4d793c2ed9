import { composerWords } from "../../src/console/words/composer.ts";
import { conversationWords as words } from "../../src/console/words/conversation.ts";
import { queueWords } from "../../src/console/words/queue.ts";
import { expect, faults, shot, sticksOut, test } from "./fixtures.ts";

test("in a pinch it works on a phone: claim, answer, look at the case", async ({ console: shift, desk, page }) => {
  await shift.enter();
  await shot(page, "narrow-queue");
  expect(await faults(page)).toEqual([]);
  expect(await sticksOut(page)).toEqual([]);
  await shift.row("老街面馆").getByRole("button", { name: queueWords.claim }).tap();
  await page.getByRole("textbox", { name: composerWords.toMerchant }).fill("你好，我来看");
  await page.getByRole("button", { name: composerWords.send }).tap();
  await expect.poll(() => desk.said.length).toBe(1);
  await shot(page, "narrow-talk");
  expect(await faults(page)).toEqual([]);
  expect(await sticksOut(page)).toEqual([]);
  await page.getByRole("button", { name: words.showPanel }).tap();
  await page.getByRole("tab", { name: words.tabs.case }).tap();
  await shot(page, "narrow-case");
  expect(await faults(page)).toEqual([]);
  expect(await sticksOut(page)).toEqual([]);
});
