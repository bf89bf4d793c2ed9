import { expect, PHASES, phases, strings, test } from "./fixtures.ts";

const waiting = {
  phase: "wait" as const,
  phases: phases("等待"),
  step: { id: "wait_for_answer", title: "等服务商答复" },
  facts: { order_number: "2026112000012345", amount: "88.50", transaction_time: null },
  missing: ["transaction_time"],
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
  await expect(sheet.getByRole("listitem")).toHaveText(["时间"]);
  await shop.page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(more).toBeFocused();
  await more.press("Enter");
  await expect(sheet).toBeVisible();
  await shop.page.mouse.click(20, 20);
  await expect(sheet).toHaveCount(0);
});
