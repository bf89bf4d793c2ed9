/** The queue: who waits, for how long, and who takes whom. */

import { queueWords as words } from "../../src/console/words/queue.ts";
import { conversationWords } from "../../src/console/words/conversation.ts";
import { shellWords } from "../../src/console/words/shell.ts";
import { talk, put, waiting, ago } from "./build-talks.ts";
import { expect, shot, test } from "./fixtures.ts";

test("who waits is in order, told by time and word, and is taken by a click", async ({ console: shift, desk, page }) => {
  await shift.enter();
  const names = page.locator(".row__who");
  await expect(names).toHaveText(["阿芳美甲", "王记烧烤", "顺发便利店", "老街面馆", "没留名字的商户"]);
  await expect(shift.row("老街面馆")).toContainText(`${words.waitState.red}等了 14 分钟`);
  await expect(shift.row("没留名字的商户")).toContainText(words.waitState.amber);
  await expect(shift.row("顺发便利店")).toContainText(words.reasons.danger);
  await expect(page).toHaveTitle(`(4) ${shellWords.title}`);
  await shift.row("老街面馆").getByRole("button", { name: words.claim }).click();
  await expect(page.getByRole("heading", { name: "老街面馆" })).toBeVisible();
  await expect(page.getByText(conversationWords.hold.held, { exact: true })).toBeVisible();
  await expect(page).toHaveTitle(`(3) ${shellWords.title}`);
  expect(desk.done).toEqual(["claim c3 {}"]);
});

test("somebody else was faster: the agent is told who", async ({ console: shift, desk, page }) => {
  await shift.enter();
  desk.failing.claim = [409, "小李已经接了这段对话。", "taken"];
  await shift.row("老街面馆").getByRole("button", { name: words.claim }).click();
  await expect(page.getByText("小李已经接了这段对话。")).toBeVisible();
});

test("what a colleague passes on is taken, or left with a word", async ({ console: shift, desk, page }) => {
  await shift.enter();
  await expect(shift.row("阿芳美甲")).toContainText("小李：我要去开会，帮我盯一下");
  await shift.row("阿芳美甲").getByRole("button", { name: words.refuse }).click();
  await page.getByLabel(conversationWords.refuseWord).fill("我手上也满了");
  await page.getByRole("dialog").getByRole("button", { name: words.refuse }).click();
  await expect(shift.row("阿芳美甲")).toHaveCount(0);
  expect(desk.done).toEqual(['transfer/refuse c5 {"word":"我手上也满了"}']);
});

test("it is live: who comes, who is gone, office hours, and a line that breaks", async ({ console: shift, desk, page }) => {
  await shift.enter();
  await expect(shift.row("老街面馆")).toBeVisible();
  const fresh = talk("c9", "新来的水果店", { hold: waiting("unsure", 0) });
  put(fresh, "merchant", "我这个机器怎么不对");
  desk.add(fresh);
  await expect(shift.row("新来的水果店")).toContainText(words.reasons.unsure);
  desk.gone("c3");
  await expect(shift.row("老街面馆")).toHaveCount(0);
  desk.setOffice({ open: false, until: null, says: "明天 9:00 上班" });
  await expect(page.getByText(words.officeClosed)).toBeVisible();
  desk.away = true;
  desk.dropStreams();
  await expect(page.getByText(shellWords.lineDown)).toBeVisible();
  desk.talks = desk.talks.filter(({ standing }) => standing.conversation !== "c9");
  desk.away = false;
  await expect(page.getByText(shellWords.lineDown)).toBeHidden();
  await expect(shift.row("新来的水果店")).toHaveCount(0);
});

test("three hundred that wait: a few are drawn, all are reached, and a key is answered at once", async ({ console: shift, desk, page }) => {
  for (let at = 0; at < 300; at++) {
    const one = talk(`q${at}`, `商户 ${at} 号`, { hold: waiting("asked", 400 - at) });
    put(one, "merchant", `我是第 ${at} 个`, { at: ago(400 - at) });
    desk.talks.push(one);
  }
  await shift.enter();
  await expect(shift.row("商户 0 号")).toBeVisible();
  expect(await page.locator(".row").count()).toBeLessThan(40);
  await page.locator(".row__open").first().focus();
  await page.keyboard.press("End");
  await expect(page.locator(".row__open:focus")).toContainText("没留名字的商户");
  await page.keyboard.press("ArrowUp");
  await expect(page.locator(".row__open:focus")).toContainText("老街面馆");
  await shot(page, "queue-300");
  const median = await page.evaluate(async () => {
    const took: number[] = [];
    for (let nth = 0; nth < 21; nth++) {
      const before = performance.now();
      document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      took.push(performance.now() - before);
    }
    return took.sort((one, other) => one - other)[10]!;
  });
  expect(median).toBeLessThan(200); // on a machine that is busy with other tests
});

test("all conversations are filtered, and one the bot talks in is opened and taken over", async ({ console: shift, page, desk }) => {
  await shift.enter("agent", "/all");
  await page.getByLabel(words.all.state).selectOption(words.states.bot);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("link", { name: "建国五金" }).click();
  await page.getByRole("button", { name: conversationWords.takeOver }).click();
  await expect(page.getByText(conversationWords.claimed)).toBeVisible();
  expect(desk.done).toEqual(["claim c6 {}"]);
});
