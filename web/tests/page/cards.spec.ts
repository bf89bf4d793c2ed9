import type { CaseStep } from "../../src/contract.ts";
import { fact } from "../unit/build.ts";
import { expect, phases, strings, test } from "./fixtures.ts";
import { faults, shot } from "./looking.ts";

const CASE = "ZF-20261122-K7YM-4";
const STEPS: CaseStep[] = [
  { id: "find", phase: "verify", title: "找到这一笔", state: "done", at: null },
  { id: "balance", phase: "verify", title: "对余额", state: "now", at: null },
];
const LIST = {
  text: "先看这几样：\n1. 打开 POS 的交易记录，记下这一笔。\n2. 打 95516 对一对余额。",
  steps: STEPS.map(({ id, title }) => ({ id, title })),
};
const SUMMARY = {
  text: "往外交之前，咱们对一遍：\n· 金额：88 元\n· 订单号：2026112000012345\n都对吗？",
  card: "summary" as const,
  known: [fact("amount", "金额", "88 元"), fact("order_number", "订单号", "2026112000012345")],
  choices: [
    { id: "ok", label: "对，没错" },
    { id: "no", label: "有不对的" },
  ],
};

test("a step is ticked where it is named; what is done stays ticked", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase({ phase: "verify", phases: phases("核实"), steps: STEPS });
  desk.say(LIST);
  const [done, open] = STEPS.map(({ title }) => page.getByRole("checkbox", { name: strings.doneStep(title) }));
  await expect(done!).toBeChecked();
  await expect(open!).not.toBeChecked();
  await expect(shop.bubble("先看这几样")).toContainText("打开 POS 的交易记录，记下这一笔。");
  await done!.click({ force: true });
  await open!.click();
  await expect(shop.bubble(strings.doneStep("对余额"))).toBeVisible();
  await expect.poll(() => desk.posted).toMatchObject([{ done_step: "balance" }]);
  desk.setCase({ phase: "verify", phases: phases("核实"), steps: STEPS.map((step) => ({ ...step, state: "done" })) });
  await expect(open!).toBeChecked();
});

test("a step of another case can't be ticked any more", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase({ steps: [] });
  desk.say(LIST);
  const box = page.getByRole("checkbox", { name: strings.doneStep("对余额") });
  await expect(box).toHaveAttribute("aria-disabled", "true");
  await box.click({ force: true });
  await expect(box).not.toBeChecked();
  expect(desk.posted).toEqual([]);
});

test("a summary is a table with its answers, which go once one is given", async ({ shop, desk, page }) => {
  await shop.open();
  desk.say(SUMMARY);
  const card = shop.bubble(strings.summary);
  await expect(card.getByRole("definition")).toHaveText(["88 元", "2026112000012345"]);
  await expect(card).toContainText("往外交之前，咱们对一遍：");
  await expect(card).toContainText("都对吗？");
  await expect(page.getByRole("group", { name: strings.quickReplies })).toHaveCount(1);
  await card.getByRole("button", { name: "对，没错" }).click();
  await expect(shop.bubble(/^你说：对，没错$/)).toBeVisible();
  await expect(card.getByRole("button")).toHaveCount(0);
  await expect.poll(() => desk.posted).toMatchObject([{ choice: "ok" }]);
});

test("a hand-over and a letter look like what they are", async ({ shop, desk, page }) => {
  await shop.open();
  desk.say({ text: `好，给你记上要转人工了，编号 ${CASE}。`, card: "hand_over" });
  desk.say({ text: "写好了，空着的地方你补上。\n情况说明", papers: [{ kind: "appeal_letter", case: CASE }] });
  await expect(shop.bubble(strings.handOver)).toContainText(CASE);
  const letter = page.locator(".letter");
  await expect(letter).toContainText(strings.paperNames.appeal_letter!);
  const saved = page.waitForEvent("download");
  await letter.getByRole("button", { name: strings.savePaper.pdf }).click();
  expect((await saved).suggestedFilename()).toContain(CASE);
});

for (const [colorScheme, width] of [["light", 390], ["dark", 390], ["light", 320]] as const) {
  test(`cards fit and have no fault, ${colorScheme}, ${width} wide`, async ({ shop, desk, page }, info) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    await shop.open();
    desk.setCase({ phase: "verify", phases: phases("核实"), steps: STEPS });
    desk.say({ ...SUMMARY, choices: [] });
    desk.say(LIST);
    desk.say({ text: "写好了。", papers: [{ kind: "appeal_letter", case: CASE }] });
    desk.say({ text: `好，给你记上要转人工了，编号 ${CASE}。`, card: "hand_over" });
    await expect(shop.bubble(strings.handOver)).toBeVisible();
    const wide = await shop.log.evaluate((log) => log.scrollWidth > log.clientWidth);
    expect(wide).toBe(false);
    await shot(page, `${info.project.name}-${colorScheme}-${width}-cards`);
    expect(await faults(page)).toEqual([]);
  });
}
