/** Agents type faster than the desk answers: no word goes, and none goes to somebody whom it is not for. */

import { adminWords } from "../../src/console/words/admin.ts";
import { cardWords } from "../../src/console/words/card.ts";
import { composerWords as words } from "../../src/console/words/composer.ts";
import { conversationWords } from "../../src/console/words/conversation.ts";
import { queueWords } from "../../src/console/words/queue.ts";
import { held, LI } from "./build-talks.ts";
import { expect, test, type Shift } from "./fixtures.ts";
import { readCard } from "./mock-card.ts";
import type { MockConsole } from "./mock-console.ts";

const toMerchant = ({ page }: Shift) => page.getByRole("textbox", { name: words.toMerchant, exact: true });
const toColleagues = ({ page }: Shift) => page.getByRole("textbox", { name: words.toColleagues, exact: true });

/** Calls of this name wait from now on, until the answer is let go. */
function holdBack(desk: MockConsole, name: string): () => void {
  let letGo!: () => void;
  desk.late[name] = new Promise<void>((done) => (letGo = done));
  return () => {
    delete desk.late[name];
    letGo();
  };
}

test("what is typed while a note is kept stays a note", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  await page.keyboard.press("Alt+M");
  const letGo = holdBack(desk, "notes");
  await page.keyboard.type("像是骗子");
  const asked = page.waitForRequest(/\/notes$/);
  await page.keyboard.press("Enter");
  await asked;
  await page.keyboard.type("上次也是他");
  letGo();
  await expect(toColleagues(shift)).toHaveValue("上次也是他");
  await page.keyboard.press("Enter");
  await expect.poll(() => desk.notes).toEqual(["像是骗子", "上次也是他"]);
  await expect(toMerchant(shift)).toHaveValue("");
  expect(desk.said).toEqual([]);
});

test("a note that was begun before one took the conversation stays one, and nothing is put behind it", async ({ console: shift, desk, page }) => {
  desk.card.cards[2] = readCard(2);
  await shift.enter("agent", "/c/c3");
  await toColleagues(shift).fill("这人上周骂过人");
  await page.getByRole("button", { name: conversationWords.claim, exact: true }).last().click();
  await expect(page.getByText(conversationWords.hold.held, { exact: true })).toBeVisible();
  await expect(toColleagues(shift)).toBeFocused();
  await page.getByRole("button", { name: cardWords.editNumber(1) }).click();
  await expect(page.getByText(words.noteFirst)).toBeVisible();
  await expect(toColleagues(shift)).toHaveValue("这人上周骂过人");
});

test("what is typed while a canned reply is filled in comes after it", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  await toMerchant(shift).fill("/hel");
  await expect(page.getByRole("option")).toHaveCount(1);
  const letGo = holdBack(desk, "hello");
  const asked = page.waitForRequest(/\/canned\/hello$/);
  await page.keyboard.press("Enter");
  await asked;
  await page.keyboard.type("请说");
  letGo();
  await expect(toMerchant(shift)).toHaveValue("你好，我是小周，前面的我都看过了。请说");
});

test("a slash that finds nothing does not go to the merchant by the way", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  await toMerchant(shift).fill("/tuikaun");
  await page.keyboard.press("Enter");
  await expect(page.getByText(words.cannedNone)).toBeVisible();
  await expect(toMerchant(shift)).toHaveValue("/tuikaun");
  expect(desk.said).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect.poll(() => desk.said.map(({ text }) => text)).toEqual(["/tuikaun"]);
});

test("words that were refused stay there until the field takes them", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  desk.failing.messages = [409, "这段对话现在不在你手上。先接过来，再操作。", "not_held"];
  await toMerchant(shift).fill("钱三天内到");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("不在你手上");
  desk.setHold("c1", held(LI));
  await expect(page.getByText(conversationWords.heldBy(LI.name))).toBeVisible();
  await page.getByRole("button", { name: words.backToField }).click();
  await expect(page.getByText(words.notYours).last()).toBeVisible();
  await expect(page.getByText("钱三天内到")).toBeVisible();
  desk.setHold("c1", held());
  await page.getByRole("button", { name: words.backToField }).click();
  await expect(toMerchant(shift)).toHaveValue("钱三天内到");
});

test("what the stream has shown is not said to have failed, though its answer was lost", async ({ console: shift, desk, page }) => {
  await shift.openTalk();
  const letGo = holdBack(desk, "messages");
  const asked = page.waitForRequest(/\/messages$/);
  await toMerchant(shift).fill("收到了吗");
  await page.keyboard.press("Enter");
  const { client_message_id } = (await asked).postDataJSON() as { client_message_id: string };
  desk.say("c1", "agent", "收到了吗", { by: "小周", said: { client_message_id } });
  desk.failing.messages = "dead";
  const failed = page.waitForEvent("requestfailed");
  letGo();
  await failed;
  await expect(shift.log.getByText("收到了吗")).toHaveCount(1);
  await expect(shift.log.getByRole("alert")).toHaveCount(0);
});

test("Escape while an account is made does not lose its first password", async ({ console: shift, desk, page }) => {
  await shift.enter("administrator", "/admin/accounts");
  await page.getByRole("button", { name: adminWords.accounts.add }).click();
  const letGo = holdBack(desk, "accounts");
  const asked = page.waitForRequest((request) => request.method() === "POST");
  await page.keyboard.type("小新");
  await page.keyboard.press("Enter");
  await asked;
  await page.keyboard.press("Escape");
  letGo();
  await expect(page.getByRole("dialog", { name: adminWords.accounts.made("小新") })).toContainText("河-柳-九-四");
});

test("on a phone the open conversation is found again from the list", async ({ console: shift, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await shift.openTalk();
  await page.getByRole("button", { name: conversationWords.showList }).click();
  await expect(page.getByRole("heading", { name: queueWords.title })).toBeVisible();
  await shift.row("王记烧烤").getByRole("link").click();
  await expect(shift.log).toBeVisible();
});
