import { expect, strings, test } from "./fixtures.ts";

test("the bot greets, the merchant writes, the bot answers", async ({ shop, desk }) => {
  desk.answer = () => ({ text: "收到。多扣了多少？" });
  await shop.open();
  await shop.say("POS机多扣了钱");
  await expect(shop.bubble("POS机多扣了钱")).toHaveCount(1);
  await expect(shop.bubble("多扣了多少")).toBeVisible();
  await expect(shop.field).toHaveValue("");
  await expect.poll(() => desk.posted).toMatchObject([{ text: "POS机多扣了钱" }]);
});

test("Enter sends at a desk, Shift+Enter is a new line; on a phone Enter is a new line", async ({ shop, desk }, info) => {
  await shop.open();
  await shop.field.pressSequentially("第一行");
  await shop.field.press("Shift+Enter");
  await shop.field.pressSequentially("第二行");
  await shop.field.press("Enter");
  if (info.project.name === "phone") await shop.sendButton.click();
  await expect(shop.bubble("第二行")).toHaveCount(1);
  await expect.poll(() => desk.posted.map((posted) => posted.text)).toEqual(["第一行\n第二行"]);
});

test("Enter that ends a word under composition does not send", async ({ shop, desk }) => {
  await shop.open();
  await shop.field.fill("多扣");
  await shop.field.dispatchEvent("keydown", { key: "Enter", isComposing: true });
  await shop.field.dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
  await expect(shop.field).toHaveValue("多扣");
  expect(desk.posted).toEqual([]);
});

test("a quick reply is sent by its id, and the others go", async ({ shop, desk }) => {
  desk.answer = () => ({ text: "好，下一步。" });
  await shop.open();
  const choices = [
    { id: "step_done", label: "找到了" },
    { id: "step_stuck", label: "找不到" },
  ];
  desk.say({ text: "在交易记录里找到这一笔。", choices });
  await shop.chip("找到了").click();
  await expect(shop.bubble("好，下一步")).toBeVisible();
  await expect(shop.bubble("找到了")).toHaveCount(1);
  await expect(shop.chip("找不到")).toHaveCount(0);
  await expect.poll(() => desk.posted).toMatchObject([{ choice: "step_done" }]);
});

test("words that fail can be sent again, under the same id", async ({ shop, desk }) => {
  await shop.open();
  desk.failing.post = [503, "正在忙，请再发一次。"];
  await shop.say("钱没到账");
  await expect(shop.log).toContainText("正在忙，请再发一次。");
  desk.failing.post = undefined;
  await shop.page.getByRole("button", { name: strings.sendAgain }).click();
  await expect(shop.page.getByRole("button", { name: strings.sendAgain })).toHaveCount(0);
  await expect(shop.bubble("钱没到账")).toHaveCount(1);
  await expect.poll(() => desk.posted.length).toBe(2);
  const [first, second] = desk.posted;
  expect(second!.client_message_id).toBe(first!.client_message_id);
});

test("words that the desk rejects come back to be changed", async ({ shop, desk }) => {
  await shop.open();
  desk.failing.post = [422, "这里面没有字，请写清楚再发。"];
  await shop.say("???");
  await expect(shop.log).toContainText("这里面没有字，请写清楚再发。");
  await shop.page.getByRole("button", { name: strings.editAndSend }).click();
  await expect(shop.field).toHaveValue("???");
  await expect(shop.bubble("???")).toHaveCount(0);
});

test("too long is said before it is sent", async ({ shop }) => {
  await shop.open();
  await shop.field.fill("字".repeat(2003));
  await expect(shop.page.getByText("超了 3 字")).toBeVisible();
  await expect(shop.sendButton).toBeDisabled();
});

test("messages are text: no HTML runs", async ({ shop, desk }) => {
  await shop.open();
  const html = `<img src=x onerror="document.title='坏了'"> ftp://a.cn https://www.95516.com，问问`;
  desk.say({ text: html });
  await expect(shop.bubble("<img src=x")).toBeVisible();
  await expect(shop.log.locator("img")).toHaveCount(0);
  await expect(shop.log.getByRole("link")).toHaveCount(1);
  const link = shop.log.getByRole("link", { name: "https://www.95516.com" });
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await expect(shop.page).toHaveTitle(strings.title);
});

test("the bot is seen typing until it has answered", async ({ shop, desk }) => {
  await shop.open();
  await expect(async () => {
    desk.typing(true);
    await expect(shop.page.locator(".typing")).toBeVisible({ timeout: 200 });
  }).toPass();
  desk.typing(false);
  await expect(shop.page.locator(".typing")).toHaveCount(0);
});

test("a reader who has scrolled up is left there, and told", async ({ shop, desk }) => {
  await shop.open();
  for (let line = 1; line <= 40; line++) desk.say({ text: `第 ${line} 条` });
  await expect(shop.bubble("第 40 条")).toBeInViewport();
  await shop.log.evaluate((log) => (log.scrollTop = 0));
  const tell = shop.page.getByRole("button", { name: strings.newLines(1) });
  await expect(async () => {
    desk.say({ text: "刚到的一条" });
    await expect(tell).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(shop.bubble("刚到的一条").last()).not.toBeInViewport();
  await tell.click();
  await expect(shop.bubble("刚到的一条").last()).toBeInViewport();
  await expect(tell).toHaveCount(0);
});
