/** A day at the console in the real house: an administrator, two agents and a supervisor, and merchants on their phones. */

import { readFile } from "node:fs/promises";
import type { Browser } from "@playwright/test";
import { adminWords } from "../../src/console/words/admin.ts";
import { cardWords } from "../../src/console/words/card.ts";
import { closingWords } from "../../src/console/words/closing.ts";
import { composerWords } from "../../src/console/words/composer.ts";
import { conversationWords as talk } from "../../src/console/words/conversation.ts";
import { learningWords } from "../../src/console/words/learning.ts";
import { panelWords } from "../../src/console/words/panel.ts";
import { queueWords } from "../../src/console/words/queue.ts";
import { shellWords } from "../../src/console/words/shell.ts";
import { signInWords } from "../../src/console/words/signin.ts";
import { supervisionWords } from "../../src/console/words/supervision.ts";
import { faults, sticksOut } from "../page/looking.ts";
import { Shop } from "../shop.ts";
import { expect, strings, test } from "../house/fixtures.ts";
import { turn } from "../house/turn.ts";
import { nextCodeOf } from "./authenticator.ts";
import { DeskPage, OWN_PASSWORD } from "./desk-page.ts";

const first = process.env.ADMIN_PASSWORD;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "zh-CN" };
const people: Record<string, DeskPage> = {};
const firstPasswords: Record<string, string> = {};

test.describe.configure({ mode: "serial" });
test.skip(!first, "ADMIN_PASSWORD is missing: the first password of an administrator made by `zhangfang agent add`");

async function arrives(browser: Browser, baseURL: string): Promise<Shop> {
  const context = await browser.newContext({ baseURL, ...PHONE });
  const shop = new Shop(await context.newPage(), "/");
  await shop.open();
  await shop.agree();
  return shop;
}

test.afterAll(async () => {
  for (const one of Object.values(people)) await one.page.context().close();
});

test("an administrator opens the shop: own password, office hours, who needs a second factor, accounts", async ({ browser, baseURL }) => {
  const admin = (people.admin = await DeskPage.of(browser, baseURL!, "老板"));
  const { page } = admin;
  await admin.signInFirst(first!);
  await admin.go("/admin/hours");
  const words = adminWords.hours;
  await expect(page.getByLabel(words.awayWord)).not.toHaveValue("");
  for (const day of words.days) {
    if (!(await page.getByLabel(words.from(day)).count())) await page.getByRole("button", { name: words.addFor(day) }).click();
    await page.getByLabel(words.from(day)).fill("00:00");
    await page.getByLabel(words.to(day)).fill("23:59");
  }
  await page.getByLabel(words.holidays).uncheck();
  await page.getByRole("button", { name: adminWords.save }).click();
  await expect(page.getByText(adminWords.saved)).toBeVisible();

  await admin.go("/admin/rules");
  await page.getByRole("checkbox", { name: shellWords.roles.agent }).check();
  await page.getByRole("button", { name: adminWords.save }).click();
  await expect(page.getByText(adminWords.saved).last()).toBeVisible();

  await admin.go("/admin/accounts");
  for (const [name, role] of [["小周", "agent"], ["小林", "agent"], ["吴主管", "supervisor"]] as const) {
    await page.getByRole("button", { name: adminWords.accounts.add }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(adminWords.accounts.name).fill(name);
    await dialog.getByLabel(adminWords.accounts.role).selectOption(role);
    await dialog.getByRole("button", { name: adminWords.accounts.add }).click();
    await expect(page.getByRole("dialog", { name: adminWords.accounts.made(name) })).toBeVisible();
    firstPasswords[name] = await page.locator(".secret code").innerText();
    await page.getByRole("button", { name: shellWords.ok, exact: true }).click();
    await expect(page.getByRole("rowheader", { name })).toBeVisible();
  }
  await admin.go("/admin/health");
  await expect(page.getByRole("row", { name: /数据库/ })).toContainText(adminWords.health.states.good);
});

test("axe finds no fault with the pages of administration, in light and dark, on a narrow screen too", async ({ browser, baseURL }) => {
  const storageState = await people.admin!.page.context().storageState();
  for (const look of [
    { colorScheme: "light", viewport: { width: 1440, height: 900 } },
    { colorScheme: "dark", viewport: { width: 390, height: 844 } },
  ] as const) {
    // axe comes in as an inline script, which the page's own policy would refuse
    const context = await browser.newContext({ baseURL, storageState, bypassCSP: true, locale: "zh-CN", ...look });
    const page = await context.newPage();
    for (const part of Object.keys(adminWords.parts)) {
      await page.goto(`/desk#/admin/${part}`);
      await expect(page.getByText(adminWords.loading)).toHaveCount(0);
      await expect(page.getByRole("navigation", { name: adminWords.title })).toBeVisible();
      expect(await faults(page), `${part}, ${look.colorScheme}`).toEqual([]);
      expect(await sticksOut(page), `${part}, ${look.colorScheme}`).toEqual([]);
    }
    await context.close();
  }
});

test("an agent's first day: own password, authenticator, recovery codes; signed out and in again with a code", async ({ browser, baseURL }) => {
  for (const name of ["小周", "小林"]) {
    const agent = (people[name] = await DeskPage.of(browser, baseURL!, name));
    await agent.signInFirst(firstPasswords[name]!);
    const secret = await agent.setAuthenticator();
    await expect(agent.page.getByRole("heading", { name: queueWords.title, exact: true })).toBeVisible();
    if (name !== "小周") continue;
    await agent.go("/account");
    await agent.page.getByRole("button", { name: shellWords.signOut }).click();
    await agent.signIn(OWN_PASSWORD);
    await agent.page.getByLabel(signInWords.code).fill(nextCodeOf(secret));
    await agent.page.getByRole("button", { name: signInWords.signIn, exact: true }).click();
    await expect(agent.page.getByRole("heading", { name: queueWords.title, exact: true })).toBeVisible();
  }
});

test("a merchant asks for a person, and the agent works the case from the queue to its end", async ({ browser, baseURL }) => {
  test.setTimeout(180_000);
  const shop = await arrives(browser, baseURL!);
  await turn(shop, { types: "昨天下午三点刷卡收了1288块，到现在还没到账，气死我了" });
  await shop.say("转人工");
  await expect(shop.page.getByText(strings.personComing(1))).toBeVisible();

  const agent = people["小周"]!;
  const { page } = agent;
  await expect(page.locator("[data-row]").first()).toBeVisible();
  await page.getByRole("button", { name: queueWords.next }).click();
  await expect(agent.bubble("转人工").first()).toBeVisible();
  await expect(shop.page.getByText(strings.personThere("小周"))).toBeVisible();

  // the card of what was said: what the bot made of it, and what it would say
  await agent.bubble("1288").first().getByRole("button", { name: talk.selectThis }).click();
  await expect(page.getByText(/不到账/).first()).toBeVisible();
  await expect(page.getByText(cardWords.readAs("金额", "1288 元")).or(page.locator("mark", { hasText: "1288" })).first()).toBeVisible();

  // typing is seen on both sides
  await agent.field.fill("我在看");
  await expect(shop.page.locator(".typing")).toBeVisible();
  await agent.field.fill("");
  await agent.say("您好，我是小周，您这笔我在看。");
  await expect(shop.bubble("我在看")).toBeVisible();
  await shop.field.fill("好");
  await expect(page.getByText(talk.typing(talk.merchantTypes))).toBeVisible();
  await shop.say("订单号是 POS20261122066");
  await expect(agent.bubble("POS20261122066")).toBeVisible();

  // a suggestion: taken, changed in the field, sent by hand
  const suggestion = page.locator(".suggestion").first();
  await expect(suggestion).toBeVisible();
  await page.getByRole("button", { name: cardWords.editNumber(1) }).click();
  await expect(agent.field).not.toHaveValue("");
  await agent.field.press("End");
  await agent.field.pressSequentially("（小周核对过）");
  await agent.field.press("Enter");
  await expect(shop.bubble("小周核对过")).toBeVisible();
  await expect(agent.bubble("小周核对过")).toBeInViewport();

  // a fact is corrected, with the reason
  await agent.tab(talk.tabs.case);
  await page.getByRole("button", { name: panelWords.editFact("金额") }).click();
  await page.getByLabel(panelWords.value).fill("1288.5");
  await page.getByLabel(panelWords.reason).fill("小票上是 1288.5");
  await page.getByRole("button", { name: shellWords.save, exact: true }).click();
  await expect(page.locator(".fact", { hasText: "小票上是 1288.5" })).toBeVisible();

  // a note that the merchant never sees; a canned reply by its shortcut
  await page.getByLabel(composerWords.toColleagues).check();
  await page.getByRole("textbox", { name: composerWords.toColleagues }).fill("这家是老客户");
  await page.getByRole("textbox", { name: composerWords.toColleagues }).press("Enter");
  await expect(agent.log.getByText("这家是老客户")).toBeVisible();
  await expect(shop.bubble("老客户")).toHaveCount(0);
  await page.getByLabel(composerWords.toMerchant, { exact: true }).first().check();
  await agent.field.fill("/");
  await expect(page.getByRole("option").first()).toBeVisible();
  await agent.field.press("Enter");
  await expect(agent.field).not.toHaveValue(/^\//);
  await agent.field.fill("");

  // what was read wrongly goes to the supervisor
  await agent.tab(talk.tabs.card);
  await agent.bubble("转人工").first().getByRole("button", { name: talk.selectThis }).click();
  await page.getByRole("button", { name: cardWords.wrong }).click();
  const wrong = page.getByRole("dialog");
  await wrong.getByLabel(cardWords.correcting.shouldBe).selectOption({ index: 2 });
  await wrong.getByLabel(cardWords.correcting.reason, { exact: true }).fill("其实是在问进度");
  await wrong.getByRole("button", { name: cardWords.correcting.send }).click();
  await expect(page.getByText(cardWords.correcting.sent)).toBeVisible();

  // to a colleague, who takes it, and back
  await agent.deed(talk.transfer).click();
  await page.getByRole("dialog").getByText("小林").click();
  await page.getByRole("dialog").getByRole("textbox").last().fill("我去吃饭，你接着问");
  await page.getByRole("button", { name: talk.transferGo }).click();
  const colleague = people["小林"]!;
  await expect(colleague.page.getByText("我去吃饭，你接着问").first()).toBeVisible();
  await colleague.page.getByRole("button", { name: queueWords.accept }).first().click();
  await expect(shop.page.getByText(strings.personThere("小林"))).toBeVisible();
  await colleague.page.locator("[data-row]").first().click();
  await colleague.say("我是小林，接着帮您看。我保证明天到账。");
  await expect(shop.bubble("小林，接着帮您看")).toBeVisible();

  // closing: mandatory steps are in the way, and a reason opens it
  await colleague.deed(talk.close).click();
  const closing = colleague.page.getByRole("dialog", { name: closingWords.title });
  await closing.getByLabel(closingWords.outcomes.closed).check();
  await closing.getByRole("button", { name: closingWords.close, exact: true }).click();
  await expect(closing.getByText(closingWords.overrideMissing)).toBeVisible();
  await closing.getByLabel(closingWords.override).fill("商户说钱刚到，不用办了");
  await closing.getByLabel(closingWords.word).fill("钱到了就好，有事再来。");
  await closing.getByRole("button", { name: closingWords.close, exact: true }).click();
  await expect(closing).toHaveCount(0);
  await expect(shop.bubble("钱到了就好")).toBeVisible();
  const pack = colleague.page.waitForEvent("download");
  await colleague.deed(talk.pack).click();
  expect((await pack).suggestedFilename()).toMatch(/\.zip$/);
  for (const one of [agent, colleague]) expect(one.errors).toEqual([]);
  await shop.page.context().close();
});

test("an agent takes over from the bot, and gives back with a word: the bot is silent meanwhile", async ({ browser, baseURL }) => {
  const shop = await arrives(browser, baseURL!);
  await turn(shop, { types: "机器没出小票，顾客说钱已经扣了 66 块" });
  const agent = people["小周"]!;
  const { page } = agent;
  await agent.go("/all");
  await page.getByRole("row", { name: /未出票已扣款/ }).getByRole("link").first().click();
  await agent.deed(talk.takeOver).click();
  await expect(shop.page.getByText(strings.personThere("小周"))).toBeVisible();
  await shop.say("你是谁啊");
  await agent.say("我是客服小周，先看看机器里能不能补打小票。");
  await expect(shop.page.locator(".bubble_bot").last()).not.toContainText("你是谁");
  const said = await shop.page.locator(".row").count();
  await agent.deed(talk.handBack).click();
  await page.getByRole("dialog").getByRole("textbox").fill("后面账房带你一步步来。");
  await page.getByRole("dialog").getByRole("button", { name: talk.handBack }).click();
  await expect(shop.bubble("后面账房带你一步步来")).toBeVisible();
  expect(await shop.page.locator(".row").count()).toBeGreaterThan(said);
  await expect(shop.page.getByText(strings.personThere("小周"))).toHaveCount(0);
  await turn(shop, { types: "然后呢" });
  expect(agent.errors).toEqual([]);
  await shop.page.context().close();
});

test("the whole shift by keyboard alone", async ({ browser, baseURL }) => {
  test.setTimeout(120_000);
  const shop = await arrives(browser, baseURL!);
  await turn(shop, { types: "你们多扣了我 88 块手续费" });
  await shop.say("转人工");
  await expect(shop.page.getByText(strings.personComing(1))).toBeVisible();
  const { page } = people["小周"]!;
  const agent = people["小周"]!;
  const keys = page.keyboard;
  await agent.go("/queue");
  await expect(page.locator("[data-row]").first()).toBeVisible();
  await keys.press("Alt+n");
  await expect(shop.page.getByText(strings.personThere("小周"))).toBeVisible();
  await keys.press("Alt+c");
  await expect(page.locator(".suggestion").first()).toBeVisible();
  await keys.press("Alt+1");
  await keys.press("Alt+r");
  await expect(agent.field).toBeFocused();
  await expect(agent.field).not.toHaveValue("");
  await keys.press("Enter");
  await expect(agent.field).toHaveValue("");
  await keys.type("稍等，我查一下。");
  await keys.press("Enter");
  await expect(shop.bubble("稍等，我查一下")).toBeVisible();
  await keys.press("Alt+m");
  await keys.type("先核对费率");
  await keys.press("Enter");
  await expect(agent.log.getByText("先核对费率")).toBeVisible();
  await keys.press("Control+k");
  await keys.type("交还");
  await keys.press("Enter");
  await expect(page.getByRole("dialog", { name: talk.handBackTitle })).toBeVisible();
  await keys.press("Escape");
  await keys.press("Alt+x");
  const closing = page.getByRole("dialog", { name: closingWords.title });
  await expect(closing.getByLabel(closingWords.summary, { exact: true })).not.toHaveValue("");
  await tabTo(page, closingWords.outcomes.closed);
  await keys.press("Space");
  await tabTo(page, closingWords.override);
  await keys.type("商户自己找到原因了");
  await keys.press("Enter");
  await expect(closing).toHaveCount(0);
  expect(agent.errors).toEqual([]);
  await shop.page.context().close();

  async function tabTo(on: typeof page, label: string): Promise<void> {
    const wanted = closing.getByLabel(label);
    for (let press = 0; press < 40; press++) {
      if (await wanted.evaluate((el) => el === document.activeElement)) return;
      if ((await wanted.getAttribute("type")) === "radio" && (await on.evaluate(() => (document.activeElement as HTMLInputElement | null)?.type === "radio"))) {
        await keys.press("ArrowDown");
        continue;
      }
      await keys.press("Tab");
    }
    throw new Error(`no way by Tab to ${label}`);
  }
});

test("a supervisor looks: a promise that was made, figures, an export, what the bot is to learn, a talk that goes on", async ({ browser, baseURL }) => {
  const boss = (people["吴主管"] = await DeskPage.of(browser, baseURL!, "吴主管"));
  const { page } = boss;
  await boss.signInFirst(firstPasswords["吴主管"]!);
  await boss.go("/quality");
  const breach = page.locator(".breach", { hasText: "保证明天到账" }).first();
  await expect(breach).toBeVisible();
  await breach.getByRole("button", { name: supervisionWords.quality.dismiss }).click();
  await breach.getByRole("textbox").fill("跟商户确认过钱已到");
  await breach.getByRole("button", { name: supervisionWords.quality.confirm }).click();
  await expect(breach.getByText(supervisionWords.quality.dismissed, { exact: true })).toBeVisible();

  await boss.go("/figures");
  await expect(page.locator("canvas").first()).toBeVisible();
  const table = page.waitForEvent("download");
  await page.getByRole("button", { name: supervisionWords.exports.open }).click();
  await page.getByRole("button", { name: supervisionWords.exports.named(supervisionWords.exports.kinds.cases) }).click();
  expect(await readFile(await (await table).path(), "utf8")).toMatch(/ZF-\d{8}-/);

  await boss.go("/learning");
  const correction = page.locator(".correction", { hasText: "其实是在问进度" });
  await correction.getByRole("button", { name: learningWords.accept, exact: true }).click();
  await correction.getByRole("button", { name: learningWords.confirmAccept }).click();
  await expect(page.getByText(learningWords.accepted)).toBeVisible();

  await boss.go("/search");
  await page.getByRole("searchbox").fill("老客户");
  await page.keyboard.press("Enter");
  await expect(page.locator("mark", { hasText: "老客户" }).first()).toBeVisible();

  // what an agent holds is watched, and taken from them by assigning it
  const shop = await arrives(browser, baseURL!);
  await turn(shop, { types: "退款退到别人卡上了，520 块" });
  await shop.say("转人工");
  const agent = people["小周"]!;
  await agent.go("/queue");
  await agent.page.getByRole("button", { name: queueWords.next }).click();
  await expect(shop.page.getByText(strings.personThere("小周"))).toBeVisible();
  await boss.go("/all");
  await page.getByRole("row", { name: /退错款/ }).getByRole("link").first().click();
  await agent.say("我先看看是哪张卡");
  await expect(boss.bubble("我先看看是哪张卡")).toBeVisible();
  await boss.deed(talk.assign).click();
  await page.getByRole("dialog").getByText("小林").click();
  await page.getByRole("dialog").getByRole("button", { name: shellWords.ok, exact: true }).click();
  await expect(shop.page.getByText(strings.personThere("小林"))).toBeVisible();
  expect([...boss.errors, ...agent.errors]).toEqual([]);
  await shop.page.context().close();
});
