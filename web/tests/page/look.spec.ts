import { fact, human, paper } from "../unit/build.ts";
import { expect, phases, strings, test, type Shop } from "./fixtures.ts";
import { faults, shot } from "./looking.ts";
import type { MockDesk } from "./mock-desk.ts";

const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "large-light": { colorScheme: "light", large: true },
  "large-dark": { colorScheme: "dark", large: true },
  contrast: { colorScheme: "light", contrast: "more" },
} as const;

for (const [name, look] of Object.entries(LOOKS)) {
  test.describe(name, () => {
    test.use({ colorScheme: look.colorScheme });

    test.beforeEach(async ({ page }) => {
      if ("contrast" in look) await page.emulateMedia({ contrast: look.contrast });
      if ("large" in look) await page.addInitScript(() => localStorage.setItem("zhangfang.settings", '{"large":true}'));
    });

    test("axe finds nothing: empty, away, in the menu", async ({ shop, desk, page }, info) => {
      await shop.open();
      expect(await faults(page)).toEqual([]);
      await page.getByRole("button", { name: strings.menu }).click();
      await shot(page, `${info.project.name}-${name}-menu`);
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press("Escape");
      desk.failing.all = true;
      desk.dropStreams();
      await shop.say("断网时说的");
      await expect(page.getByText(strings.away)).toBeVisible();
      await shot(page, `${info.project.name}-${name}-away`);
      expect(await faults(page)).toEqual([]);
    });

    test("axe finds nothing: a full page, its sheet, the way in from another phone", async ({ shop, desk, page }, info) => {
      await fill(shop, desk);
      await shot(page, `${info.project.name}-${name}`);
      expect(await faults(page)).toEqual([]);
      await page.getByRole("button", { name: strings.showCase }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await page.getByRole("button", { name: strings.anotherPhone }).click();
      await expect(page.getByRole("dialog")).toContainText(strings.secretOnce);
      await shot(page, `${info.project.name}-${name}-sheet`);
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await shop.menu(strings.resume);
      await expect(page.getByRole("dialog", { name: strings.resume })).toBeVisible();
      await shot(page, `${info.project.name}-${name}-resume`);
      expect(await faults(page)).toEqual([]);
    });

    test("the theme follows the phone's", async ({ shop, page }) => {
      await shop.open();
      const background = await page.locator(".page").evaluate((el) => getComputedStyle(el).backgroundColor);
      expect(background).toBe(look.colorScheme === "dark" ? "rgb(17, 17, 17)" : "rgb(237, 237, 237)");
    });
  });
}

for (const [width, height] of [[320, 568], [360, 640], [390, 844], [430, 932], [1280, 800], [390, 400]] as const) {
  test(`nothing sticks out at ${width}×${height}`, async ({ shop, desk, page }, info) => {
    await page.setViewportSize({ width, height });
    await fill(shop, desk);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
    await expect(shop.field).toBeInViewport({ ratio: 1 });
    const box = (await page.locator(".page").boundingBox())!;
    expect(box.height).toBe(height);
    expect(box.width).toBeLessThanOrEqual(640);
    const name = `${info.project.name}-${width}x${height}`;
    await shot(page, name);
    await page.getByRole("button", { name: strings.showCase }).click();
    const inside = page.getByRole("dialog").locator(".sheet__body");
    await expect(inside.getByRole("region")).toHaveCount(2);
    expect(await inside.evaluate((el) => el.scrollWidth - el.clientWidth)).toBe(0);
    await shot(page, `${name}-sheet`);
    await inside.evaluate((el) => (el.scrollTop = 400));
    await shot(page, `${name}-sheet-further`);
    await page.getByRole("button", { name: strings.anotherPhone }).click();
    await expect(page.getByText(strings.secretOnce)).toBeInViewport();
    await shot(page, `${name}-sheet-secret`);
  });
}

test("the keyboard alone reaches the bar, the log, the chips, the field and the button", async ({ shop, desk, page }, info) => {
  test.skip(info.project.name === "phone", "a desk's concern");
  await fill(shop, desk);
  await shop.field.fill("好");
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  const reached: string[] = [];
  for (let step = 0; step < 13; step++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement!.className.split(" ")[0] || document.activeElement!.tagName));
  }
  expect(reached).toEqual([
    "header__button",
    "bar__more",
    "list__scroll",
    "A",
    "outlined",
    "outlined",
    "row__more",
    "row__retry",
    "replies__chip",
    "replies__chip",
    "composer__text",
    "attach",
    "composer__send",
  ]);
});

async function fill(shop: Shop, desk: MockDesk): Promise<void> {
  desk.papers = [
    paper("call_script", { name: "电话怎么说", use: "照着念就行，一分钟。" }),
    paper("appeal_letter", { name: "情况说明", ready: false, missing: [{ id: "transaction_time", name: "交易时间" }] }),
    paper("written_demand", { name: "催款信", now: false }),
  ];
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  await shop.open();
  desk.messages[0]!.at = ago(1500);
  desk.say({ actor: "merchant", text: "你好，昨天中午有个客人付了 88 块，机器上扣了两次", at: ago(1499), client_message_id: "m1" });
  desk.say({ text: "别着急，这是多扣费，我陪你一步一步办。\n\n先把这一笔找出来：\n1. 打开 POS 的交易记录\n2. 记下订单号、金额和时间", at: ago(1499), in_reply_to: 2 });
  desk.say({ actor: "merchant", text: "单号 2026112000012345，88 块，两笔一模一样", at: ago(20), client_message_id: "m2" });
  desk.say({ actor: "system", text: "已记录，账房稍后回复。", at: ago(20) });
  desk.say({ actor: "agent", text: "你好，我是人工客服小李，刚才帮你查了，确实是两笔。", at: ago(18) });
  desk.say({
    text: "查询结果可以在 https://www.95516.com/static/union/pages/index.html 看到。请打收单机构的客服电话，报上编号。打完了吗？",
    at: ago(1),
    in_reply_to: 4,
    papers: [{ kind: "appeal_letter", case: "ZF-20261122-K7YM-4" }],
    choices: [
      { id: "done", label: "打完了，他们受理了" },
      { id: "stuck", label: "打不通" },
    ],
  });
  desk.failing.post = [503, "正在忙，请再发一次。"];
  await shop.page.reload();
  await expect(shop.bubble("打完了吗")).toBeVisible();
  await shop.say("马上打");
  await expect(shop.page.getByRole("button", { name: strings.sendAgain })).toBeVisible();
  desk.say({
    text: "不急，打完再告诉我。",
    choices: [
      { id: "done", label: "打完了，他们受理了" },
      { id: "stuck", label: "打不通" },
    ],
  });
  desk.setCase({
    phase: "wait",
    phases: phases("等待"),
    step: { id: "wait_for_answer", title: "等收单机构答复，留意短信和电话" },
    facts: { order_number: "2026112000012345", amount: "88.00", transaction_time: null },
    known: [
      fact("order_number", "订单号", "2026112000012345"),
      fact("amount", "金额", "88 元"),
      fact("submitted_to", "交给了谁", "收单机构"),
    ],
    human: human({ asked: true, reason: "stuck" }),
    ladder: [
      { id: "head_office", title: "打它总部", opens_when: "过了答应的日子没答复，或者明说不退，就走这一步。", state: "waiting" },
      { id: "pboc", title: "打 12363 投诉", opens_when: "投诉过总部，到日子没答复，或者答复了你不服，就走这一步。", state: "todo" },
      { id: "written_demand", title: "写一封催款信", opens_when: "投诉举报都走过了，还是不退，就走这一步。", state: "todo" },
    ],
    others: [{ number: "ZF-20261120-AAAA-1", family: "not_arrived", family_name: "不到账", status: "resolved" }],
    missing: ["transaction_time"],
    due_at: new Date(Date.now() + 5 * 86_400_000).toISOString(),
    due_estimated: true,
  });
  await expect(shop.chip("打不通")).toBeVisible();
  await expect(shop.page.getByRole("region", { name: strings.progress })).toBeVisible();
}
