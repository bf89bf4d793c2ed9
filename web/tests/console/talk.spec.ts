/** A conversation: what is said, by whom, and what an agent does with the case. */

import { composerWords } from "../../src/console/words/composer.ts";
import { conversationWords as words } from "../../src/console/words/conversation.ts";
import { panelWords } from "../../src/console/words/panel.ts";
import { ago, CHEN, fact, held, LI, put } from "./build-talks.ts";
import { expect, faults, shot, test } from "./fixtures.ts";

test("it is live: words, typing, what was taken back, and what came while one read further up", async ({ console: shift, desk, page }) => {
  for (let at = 0; at < 30; at++) put(desk.talk("c1"), "bot", `从前说的第 ${at} 句`, { at: ago(1) });
  await shift.openTalk();
  desk.typing("c1", "merchant", true);
  await expect(page.getByText(words.typing(words.merchantTypes))).toBeVisible();
  const said = desk.say("c1", "merchant", "我找到小票了");
  await expect(shift.bubble("我找到小票了")).toBeInViewport();
  await expect(page.getByText(words.typing(words.merchantTypes))).toBeHidden();
  await page.locator(".transcript__box").evaluate(async (box) => {
    box.scrollTop = 0;
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame); // until it is seen
  });
  desk.say("c1", "merchant", "在吗");
  await page.getByRole("button", { name: words.unread(1) }).click();
  await expect(shift.bubble("在吗")).toBeInViewport();
  await expect(page.getByText(words.unreadFrom)).toBeVisible();
  desk.say("c1", "merchant", "", { said: { recalls: said.seq } });
  await expect(shift.bubble("我找到小票了")).toHaveCount(0);
});

test("who speaks shows: merchant, bot, oneself, a colleague's note, and what just happened", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  desk.here("c1", [CHEN]);
  await expect(shift.log.getByRole("article", { name: /^内部备注/ })).toContainText(words.noteHint);
  await expect(shift.bubble("王老板你好")).toContainText(words.you);
  await expect(shift.log).toContainText("昨天");
  await expect(shift.log).toContainText("接待了这段对话 · 小周");
  await expect(shift.log.getByRole("article").filter({ hasText: words.recalled })).toBeVisible();
  await expect(page.getByText(words.watching(CHEN.name))).toBeVisible();
  await page.getByRole("button", { name: /我电话 138/ }).click();
  await expect(page.locator("[data-seq='7']")).toBeFocused();
});

test("a link leads to a message, also within the same conversation", async ({ console: shift, page }) => {
  await shift.enter("agent", "/c/c1?at=2");
  await expect(page.locator("[data-seq='2']")).toBeFocused();
  await expect(page.locator("[data-seq='2']")).toBeInViewport();
  await page.evaluate(() => (location.hash = "#/c/c1?at=12"));
  await expect(page.locator("[data-seq='12']")).toBeFocused();
});

test("a line that breaks is told, and what was missed comes with it", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  desk.away = true;
  desk.dropStreams();
  await expect(page.getByText("断开").first()).toBeVisible();
  desk.say("c1", "merchant", "断线的时候说的");
  desk.away = false;
  await expect(shift.bubble("断线的时候说的")).toBeVisible();
});

test("words leave with Enter, in order; what does not arrive is sent again under the same id", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  const field = page.getByRole("textbox", { name: composerWords.toMerchant });
  await field.fill("第一行");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("第二行");
  await page.locator(".transcript__box").evaluate((box) => (box.scrollTop = 0));
  await page.keyboard.press("Enter");
  await expect.poll(() => desk.said.map(({ text }) => text)).toEqual(["第一行\n第二行"]);
  await expect(shift.bubble("第二行")).toBeInViewport();
  await expect(field).toHaveValue("");
  await expect.poll(() => desk.typed).toContain(true);
  await expect.poll(() => desk.typed.at(-1)).toBe(false);

  desk.failing.messages = "dead";
  await field.fill("这句发不出去");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText(composerWords.failed);
  desk.failing = {};
  await page.getByRole("button", { name: composerWords.retry }).click();
  await expect(shift.bubble("这句发不出去").getByRole("alert")).toHaveCount(0);
  await expect(shift.bubble("这句发不出去")).toHaveCount(1);
  expect(desk.session.forged).toEqual([]);
});

test("a draft stays with its conversation, over going away and over a reload", async ({ console: shift, desk, page }) => {
  desk.setHold("c5", desk.talk("c1").standing.hold);
  await shift.openTalk();
  const field = page.getByRole("textbox", { name: composerWords.toMerchant });
  await field.fill("给王记的话");
  await shift.row("阿芳美甲").getByRole("link").click();
  await expect(field).toHaveValue("");
  await field.fill("给阿芳的话");
  await shift.row("王记烧烤").getByRole("link").click();
  await expect(field).toHaveValue("给王记的话");
  await page.reload();
  await expect(field).toHaveValue("给王记的话");
});

test("a slash finds a canned reply; what is missing is filled in before it leaves", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  const field = page.getByRole("textbox", { name: composerWords.toMerchant });
  await field.fill("/");
  await expect(page.getByRole("option")).toHaveCount(3);
  await shot(page, "canned");
  expect(await faults(page)).toEqual([]);
  await field.fill("/tw");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("128 元 这一笔会原路退回，订单号是 【订单号】。");
  await expect(page.locator("mark")).toHaveText("【订单号】");
  await page.keyboard.press("Enter");
  await expect(page.getByText(composerWords.fillFirst("订单号"))).toBeVisible();
  await page.keyboard.type("A2024");
  await page.keyboard.press("Enter");
  await expect.poll(() => desk.said).toMatchObject([{ text: "128 元 这一笔会原路退回，订单号是 A2024。", canned: "twice" }]);
});

test("a macro says what it will do, and does it in order", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  await page.getByRole("textbox", { name: composerWords.toMerchant }).fill("/bye");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveText(["对商户说", "把当前这一步勾掉：打收单机构的客服电话", "交还给账房"]);
  await page.getByRole("button", { name: composerWords.macroGo }).click();
  await expect.poll(() => desk.done.map((deed) => deed.split(" ")[0])).toEqual(["messages", "steps/call_acquirer", "hand-back"]);
  await expect(page.getByText(words.hold.bot, { exact: true })).toBeVisible();
});

test("a macro ticks the step that it names, and says nothing where there is none", async ({ console: shift, desk, page }) => {
  const { standing } = desk.talk("c1");
  standing.steps = standing.steps.map((one) => ({ ...one, state: one.phase === standing.case.phase ? "todo" : "done" }));
  await shift.openTalk();
  const field = page.getByRole("textbox", { name: composerWords.toMerchant });
  await field.fill("/bye");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: composerWords.macroGo }).click();
  await expect.poll(() => desk.done.map((deed) => deed.split(" ")[0])).toEqual(["messages", "steps/call_acquirer", "hand-back"]);
  await expect(page.getByRole("dialog")).toBeHidden(); // it stays until the desk has answered all three
  desk.done.length = desk.said.length = 0;
  standing.steps = standing.steps.map((one) => ({ ...one, state: "done" }));
  desk.setHold("c1", held());
  await field.fill("/bye");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: composerWords.macroGo }).click();
  await expect(page.getByRole("alert")).toHaveText(composerWords.macroNoStep);
  expect([desk.done, desk.said]).toEqual([[], []]);
});

test("who does not hold it writes notes only; notes never go to the merchant", async ({ console: shift, desk, page }) => {
  await shift.enter("agent", "/c/c6");
  await expect(page.getByText(composerWords.notYours)).toBeVisible();
  await page.getByRole("textbox", { name: composerWords.toColleagues }).fill("这台机器修过");
  await page.keyboard.press("Enter");
  await expect(shift.log.getByRole("article", { name: /^内部备注/ })).toContainText("这台机器修过");
  expect([desk.notes, desk.said]).toEqual([["这台机器修过"], []]);
});

test("a fact is corrected with a reason; one the desk can't read is told at the field", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  await page.getByRole("tab", { name: words.tabs.case }).click();
  const edit = page.getByRole("button", { name: panelWords.editFact("金额") });
  await edit.click();
  const value = page.getByLabel(panelWords.value);
  await expect(value).toBeFocused();
  await value.fill("？");
  await page.getByLabel(panelWords.reason).fill("小票上是 1288");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("没看懂");
  expect(await faults(page)).toEqual([]);
  await value.fill("1288 元");
  await page.keyboard.press("Enter");
  await expect(page.getByText(panelWords.byAgent("小周", "小票上是 1288"))).toBeVisible();
  await expect(edit).toBeFocused();
  expect(desk.done.at(-1)).toBe('facts c1 {"facts":{"amount":"1288 元"},"reason":"小票上是 1288"}');
});

test("what a merchant cannot give is said for them, and filled in when it turns up", async ({ console: shift, desk, page }) => {
  desk.talk("c1").standing.missing = [{ id: "terminal", name: "终端号", choices: [] }];
  await shift.openTalk();
  await page.getByRole("tab", { name: words.tabs.case }).click();
  const fill = page.getByRole("button", { name: panelWords.fillFact("终端号") });
  await fill.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(page.getByLabel(panelWords.cannot)).toBeChecked();
  await expect(page.getByLabel(panelWords.fillIn)).toBeDisabled();
  expect(await faults(page)).toEqual([]);
  await page.getByLabel(panelWords.reasonCannot).fill("机器收走了");
  await shot(page, "cannot-give");
  await page.keyboard.press("Enter");
  await expect(page.getByText(panelWords.refusedBy("小周", "机器收走了"))).toBeVisible();
  await expect(fill).toBeFocused();
  expect(desk.done.at(-1)).toBe('facts c1 {"facts":{"terminal":null},"reason":"机器收走了"}');
  await fill.press("Enter");
  await expect(page.getByLabel(panelWords.cannot)).toHaveCount(0);
  await page.getByLabel(panelWords.fillIn).fill("80012345");
  await page.getByLabel(panelWords.reasonFill).fill("翻到老小票");
  await page.keyboard.press("Enter");
  await expect(page.getByText("80012345")).toBeVisible();
  await expect(page.getByText(panelWords.refused, { exact: true })).toHaveCount(0);
});

test("who edits a fact is told that it changed meanwhile", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  await page.getByRole("tab", { name: words.tabs.case }).click();
  await page.getByRole("button", { name: panelWords.editFact("金额") }).click();
  await page.getByLabel(panelWords.value).fill("1280");
  const { standing } = desk.talk("c1");
  standing.facts = standing.facts.map((one) => (one.id === "amount" ? { ...one, words: "1288 元" } : one));
  shift.standing();
  await expect(page.getByRole("alert")).toHaveText(panelWords.changedMeanwhile("1288 元"));
  await expect(page.getByLabel(panelWords.value)).toHaveValue("1280");
});

test("an hour whose day is missing stands in one row", async ({ console: shift, desk, page }) => {
  const { standing } = desk.talk("c1");
  standing.facts = [fact("transaction_time", "交易时间", "18:15")];
  standing.missing = [{ id: "transaction_time", name: "交易时间", choices: [] }];
  await shift.openTalk();
  await page.getByRole("tab", { name: words.tabs.case }).click();
  await expect(page.getByText(panelWords.missingDay)).toBeVisible();
  await expect(page.getByRole("button", { name: panelWords.editFact("交易时间") })).toHaveCount(1);
});

test("of two open cases the other can be taken up", async ({ console: shift, desk, page }) => {
  const { standing } = desk.talk("c1");
  const others = [
    { number: "ZF-1", family: "not_arrived", family_name: "不到账", status: "open" as const },
    { number: "ZF-2", family: "wrong_refund", family_name: "退错款", status: "resolved" as const },
  ];
  standing.case = { ...standing.case, others };
  await shift.openTalk();
  await page.getByRole("tab", { name: words.tabs.case }).click();
  await expect(page.getByRole("button", { name: panelWords.takeUpOne("ZF-2") })).toHaveCount(0);
  await page.getByRole("button", { name: panelWords.takeUpOne("ZF-1") }).click();
  await expect.poll(() => desk.done.at(-1)).toBe(`family c1 {"family":"not_arrived","reason":"${panelWords.takeUpWhy}"}`);
});

test("steps are ticked, and skipped with a reason", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  await page.getByRole("tab", { name: words.tabs.case }).click();
  await page.getByRole("button", { name: panelWords.tickStep("打收单机构的客服电话") }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "打收单机构" }).getByText(panelWords.stepStates.done)).toBeVisible();
  await page.getByRole("button", { name: panelWords.skipStep("交情况说明") }).click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(panelWords.reasonShort);
  await page.keyboard.type("对方不收纸质的");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(desk.done.at(-1)).toBe('steps/send_letter c1 {"outcome":"skipped","reason":"对方不收纸质的"}');
});

test("a hidden number is shown with a reason, for a minute", async ({ console: shift, desk, page }) => {
  await page.clock.install();
  await shift.openTalk();
  await page.getByRole("tab", { name: words.tabs.case }).click();
  await page.getByRole("button", { name: panelWords.revealOne("电话") }).click();
  await page.getByLabel(panelWords.revealWhy).fill("要给商户回电话");
  await page.getByRole("dialog").getByRole("button", { name: panelWords.reveal }).click();
  await expect(page.getByText("13812345678")).toBeVisible();
  await page.clock.runFor(61_000);
  await expect(page.getByText("13812345678")).toBeHidden();
  expect(desk.done).toEqual(['reveal c1 {"seq":7,"name":"phone-1","reason":"要给商户回电话"}']);
});

test("it is passed on to a colleague who is there, taken back, and given back to the bot with a word", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  await page.getByRole("button", { name: words.transfer, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio")).toHaveCount(2);
  await expect(dialog.getByText(words.holds(3))).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await shot(page, "transfer");
  await dialog.getByText(LI.name).click();
  await dialog.getByLabel(words.wordToColleague).fill("这家急");
  await dialog.getByRole("button", { name: words.transferGo }).click();
  await expect(page.getByText(words.offeredTo(LI.name))).toBeVisible();
  await page.getByRole("button", { name: words.takeBackOffer }).click();
  await expect(page.getByText(words.hold.held, { exact: true })).toBeVisible();
  await page.getByRole("button", { name: words.handBack }).click();
  await dialog.getByLabel(words.handBackWord).fill("我先忙别的，账房接着陪你。");
  await dialog.getByRole("button", { name: words.handBack }).click();
  await expect(page.getByText(words.hold.bot, { exact: true })).toBeVisible();
  expect(desk.done).toEqual([
    'transfer c1 {"agent":"a2","word":"这家急"}',
    'transfer/refuse c1 {"word":""}',
    'hand-back c1 {"word":"我先忙别的，账房接着陪你。"}',
  ]);
});

test("a supervisor gives it to somebody; who may see it no longer is told", async ({ console: shift, desk, page }) => {
  await shift.enter("supervisor", "/c/c3");
  await page.getByRole("button", { name: words.assign }).click();
  await page.getByRole("dialog").getByText(LI.name).click();
  await page.getByRole("dialog").getByRole("button", { name: "确定" }).click();
  await expect(page.getByText(words.heldBy(LI.name))).toBeVisible();
  desk.gone("c3");
  await expect(page.getByRole("alert")).toContainText(words.gone);
});

test("a slip is looked at closely, with what was read off it beside", async ({ console: shift, page }) => {
  await shift.openTalk();
  await page.getByRole("button", { name: panelWords.viewer("小票.jpg") }).click();
  const viewer = page.getByRole("dialog", { name: "小票.jpg" });
  await expect(viewer).toContainText("金额：128 元");
  await page.keyboard.press("+");
  await page.keyboard.press("r");
  await expect(viewer.getByRole("img")).toHaveCSS("transform", /matrix/);
  await shot(page, "viewer");
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: panelWords.viewer("小票.jpg") })).toBeFocused();
});
