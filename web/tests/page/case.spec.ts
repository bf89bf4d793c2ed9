import { expect, PHASES, phases, strings, test } from "./fixtures.ts";
import { fact, human } from "../unit/build.ts";

const waiting = {
  phase: "wait" as const,
  phases: phases("等待"),
  step: { id: "wait_for_answer", title: "等服务商答复" },
  facts: { order_number: "2026112000012345", amount: "88.50", transaction_time: null },
  known: [fact("amount", "金额", "88.50 元")],
  missing: ["transaction_time"],
  missing_names: [{ id: "transaction_time", name: "交易时间", choices: [] }],
  due_at: "2099-11-27T18:00:00+08:00",
};

test("no bar while there is no case; then the five phases and the day to wait for", async ({ shop, desk }) => {
  await shop.open();
  const bar = shop.page.getByRole("region", { name: strings.progress });
  await expect(bar).toHaveCount(0);
  desk.setCase(waiting);
  await expect(bar.getByRole("listitem")).toHaveText(
    PHASES.map((name) => `${name}${{ 等待: "正在办", 升级: "还没到" }[name] ?? "已办完"}`),
  );
  await expect(bar.locator("[aria-current=step]")).toContainText("等待");
  await expect(bar).toContainText("多扣费");
  await expect(bar).toContainText("等到 2099年11月27日");
});

test("the bar opens what is known and what is missing; Escape closes it", async ({ shop, desk }) => {
  await shop.open();
  desk.setCase(waiting);
  const more = shop.page.getByRole("button", { name: strings.showCase });
  await more.click();
  const sheet = shop.page.getByRole("dialog", { name: strings.sheetTitle });
  await expect(sheet).toContainText("ZF-20261122-K7YM-4");
  await expect(sheet).toContainText("等服务商答复");
  await expect(sheet).toContainText("88.50 元");
  await expect(sheet.getByRole("list", { name: strings.missing }).getByRole("listitem")).toHaveText([/^交易时间/]);
  await shop.page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(more).toBeFocused();
  await more.press("Enter");
  await expect(sheet).toBeVisible();
  await shop.page.mouse.click(20, 20);
  await expect(sheet).toHaveCount(0);
});

test("the sheet shows on whose word the day stands, the rungs above, the human asked for, and other cases", async ({ shop, desk }) => {
  await shop.open();
  desk.setCase({
    ...waiting,
    due_promised: true,
    human: human({ asked: true, reason: "stuck" }),
    ladder: [
      { id: "head_office", title: "打它总部", opens_when: "过了答应的日子没答复。", state: "stuck" },
      { id: "regulator", title: "打 12363", opens_when: "投诉过总部，没下文。", state: "now" },
    ],
    others: [{ number: "ZF-20261120-AAAA-1", family: "not_arrived", family_name: "不到账", status: "open" }],
  });
  await shop.page.getByRole("button", { name: strings.showCase }).click();
  const sheet = shop.page.getByRole("dialog", { name: strings.sheetTitle });
  await expect(sheet).toContainText(strings.duePromised);
  await expect(sheet).toContainText(strings.humanAsked);
  await expect(sheet.getByRole("list", { name: strings.ladder }).getByRole("listitem")).toHaveText([
    /打它总部.*没走通.*过了答应的日子没答复。/,
    /打 12363.*现在走这级.*投诉过总部，没下文。/,
  ]);
  await expect(sheet).toContainText("不到账 · ZF-20261120-AAAA-1 · 在办");
});

test("a fact is changed in the sheet by the rules of the chat; what is not understood is said at the field", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase(waiting);
  await page.getByRole("button", { name: strings.showCase }).click();
  const sheet = page.getByRole("dialog", { name: strings.sheetTitle });
  await sheet.getByRole("button", { name: strings.changeFactOf("金额") }).click();
  const field = sheet.getByRole("textbox", { name: "金额" });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("88.50 元");
  await field.fill("八十多吧");
  desk.failing.post = [422, "金额没看懂，写成数字，比如 1288.5。", "unclear_fact"];
  await field.press("Enter");
  await expect(sheet.getByRole("alert")).toHaveText("金额没看懂，写成数字，比如 1288.5。");
  await expect(field).toBeFocused();
  desk.failing.post = undefined;
  await field.fill("98.5");
  await sheet.getByRole("button", { name: strings.saveFact }).click();
  await expect(sheet.getByText(strings.factSaved("金额"))).toBeVisible();
  await expect(sheet.getByRole("button", { name: strings.changeFactOf("金额") })).toBeFocused();
  expect(desk.posted.at(-1)).toMatchObject({ facts: { amount: "98.5" } });
});

test("Escape leaves a fact as it was, and the sheet open", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase(waiting);
  await page.getByRole("button", { name: strings.showCase }).click();
  const sheet = page.getByRole("dialog", { name: strings.sheetTitle });
  await sheet.getByRole("button", { name: strings.fillFactOf("交易时间") }).press("Enter");
  await sheet.getByRole("textbox", { name: "交易时间" }).press("Escape");
  await expect(sheet.getByRole("button", { name: strings.fillFactOf("交易时间") })).toBeFocused();
});

test("every step is in the sheet, under its phase, with what became of it", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase({
    ...waiting,
    steps: [
      { id: "find_sale", phase: "核实", title: "找到这笔交易", state: "done", at: "2026-11-20T10:00:00+08:00" },
      { id: "call", phase: "联系", title: "打客服电话", state: "stuck", at: "2026-11-20T11:00:00+08:00" },
      { id: "wait_for_answer", phase: "等待", title: "等服务商答复", state: "waiting", at: null },
    ],
  });
  await page.getByRole("button", { name: strings.showCase }).click();
  const sheet = page.getByRole("dialog", { name: strings.sheetTitle });
  await sheet.getByText("核实1 / 1").click();
  await expect(sheet.getByRole("list", { name: "核实" })).toHaveText(/找到这笔交易.*做好了/);
  await expect(sheet.getByRole("list", { name: "联系" })).toHaveCount(0); // closed
});
