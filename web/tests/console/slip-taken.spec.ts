/** A slip that came while one talks: what it says is taken with a click, and the merchant is not asked for it. */

import { panelWords as words } from "../../src/console/words/panel.ts";
import { picture } from "./build-talks.ts";
import { expect, faults, shot, test } from "./fixtures.ts";

const OFFERS = [
  { id: "order_number", name: "订单号", words: "SP20261121", value: "SP20261121", doubtful: false, instead: null },
  { id: "voucher_number", name: "凭证号", words: "000123", value: "000123", doubtful: false, instead: null },
  { id: "amount", name: "金额", words: "128.50 元", value: "128.50", doubtful: false, instead: "128 元" },
  { id: "reference_number", name: "参考号", words: "112233", value: "112233", doubtful: true, instead: null },
];

test("each fact with a click, those beyond doubt with one; where the case says otherwise it is told", async ({ console: shift, desk, page }) => {
  desk.talk("c1").standing.files = [picture(5, { read: ["金额：128.50 元"], offers: OFFERS })];
  await shift.openTalk();
  const slip = shift.log.getByRole("article").filter({ hasText: words.offers });
  await expect(slip).toContainText(words.offerInstead("128 元"));
  await expect(slip).toContainText(`112233${words.offerDoubtful}`);
  expect(await faults(page)).toEqual([]);
  await shot(page, "slip-offers");
  await slip.getByRole("button", { name: words.takeAll(2) }).click();
  await expect(page.getByText(words.taken)).toBeVisible();
  expect(desk.done.at(-1)).toBe(`facts c1 {"facts":{"order_number":"SP20261121","voucher_number":"000123"},"slip":5,"reason":"${words.offSlip}"}`);
  await slip.getByRole("button", { name: words.changeToOffer("金额") }).press("Enter");
  await expect.poll(() => desk.done.at(-1)).toContain('{"amount":"128.50"}');
  await slip.getByRole("button", { name: words.takeOffer("参考号") }).click();
  await expect(shift.log.getByText(words.offers)).toHaveCount(0);
  await expect(shift.log).toContainText("金额：128.50 元");
});

test("who only looks is offered nothing", async ({ console: shift, desk }) => {
  const { standing } = desk.talk("c1");
  standing.files = [picture(5, { read: ["金额：128.50 元"], offers: OFFERS })];
  standing.mine = false;
  await shift.openTalk();
  await expect(shift.log).toContainText("金额：128.50 元");
  await expect(shift.log.getByText(words.offers)).toHaveCount(0);
});
