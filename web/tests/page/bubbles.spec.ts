import { expect, strings, test } from "./fixtures.ts";
import { faults, shot } from "./looking.ts";

test("addresses and hotlines are links, all else is text", async ({ shop, desk }) => {
  await shop.open();
  desk.say({ text: "打 95516，或看 http://a.cn/b 。<b>不是标记</b> javascript:alert(1) https://www.95516.com@evil.cn/" });
  const links = shop.bubble("不是标记").getByRole("link");
  await expect(links).toHaveCount(2);
  await expect(links.first()).toHaveAttribute("href", "tel:95516");
  await expect(links.last()).toHaveAttribute("href", "http://a.cn/b");
  await expect(links.last()).toHaveAttribute("rel", "noopener noreferrer");
  await expect(links.last()).toHaveAttribute("target", "_blank");
});

test("numbers in what the merchant says are no hotlines", async ({ shop, desk }) => {
  await shop.open();
  desk.say({ actor: "merchant", text: "我打过 95516 了" });
  await expect(shop.bubble("我打过")).toBeVisible();
  await expect(shop.bubble("我打过").getByRole("link")).toHaveCount(0);
});

test("a quote leads back to what it quotes", async ({ shop, desk }) => {
  await shop.open();
  const first = desk.say({ actor: "merchant", text: "两笔都是 88 块" });
  for (let line = 1; line <= 30; line++) desk.say({ text: `第 ${line} 条` });
  desk.say({ text: "这两笔都记下了。", quotes: { seq: first.seq, actor: "merchant", text: "两笔都是 88 块" } });
  const quote = shop.page.getByRole("button", { name: `${strings.nameOf.merchant}：两笔都是 88 块` });
  await expect(shop.bubble("两笔都是")).not.toBeInViewport();
  await quote.click();
  await expect(shop.bubble("两笔都是")).toBeInViewport();
  await expect(shop.page.locator(".row_found")).toContainText("两笔都是 88 块");
  await expect(shop.page.locator(".row_found")).toHaveCount(0);
});

test("what was quoted and then taken back is not shown", async ({ shop, desk }) => {
  await shop.open();
  desk.say({ text: "好的。", quotes: { seq: 1, actor: "merchant", text: "" } });
  await expect(shop.log).toContainText(strings.quotedGone);
});

test("a long quick reply is read whole, and is big enough for a thumb", async ({ shop, desk, page }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  await shop.open();
  const label = "他们说要等七个工作日，叫我先回去，等不到再打过去问";
  desk.say({ text: "他们怎么说？", choices: [{ id: "a", label }, { id: "b", label: "好" }] });
  const long = (await shop.chip(label).boundingBox())!;
  expect(long.x + long.width).toBeLessThanOrEqual(320);
  expect(await shop.chip(label).evaluate((chip) => chip.scrollWidth <= chip.clientWidth)).toBe(true);
  const short = (await shop.chip("好").last().boundingBox())!;
  expect(Math.min(short.height, long.height)).toBeGreaterThanOrEqual(44);
  expect(short.width).toBeGreaterThanOrEqual(44);
});

test("the composer grows to five lines and no further", async ({ shop }) => {
  await shop.open();
  const height = async () => (await shop.field.boundingBox())!.height;
  expect(await height()).toBe(44);
  await shop.field.fill("一\n二\n三");
  await expect.poll(height).toBe(92);
  await shop.field.fill(Array.from({ length: 12 }, (_, line) => `第 ${line} 行`).join("\n"));
  await expect.poll(height).toBe(140);
  await shop.field.fill("");
  await expect.poll(height).toBe(44);
});

test("a draft and its quote stay over a reload, and go once they are sent", async ({ shop, desk, page }) => {
  await shop.open();
  const first = desk.say({ text: "多扣了多少？" });
  await shop.bubble("多扣了多少").click({ button: "right" });
  await page.getByRole("menuitem", { name: strings.bubbleMenu.quote }).click();
  await shop.field.fill("八十八");
  await page.reload();
  await expect(shop.field).toHaveValue("八十八");
  await expect(page.locator(".quote-bar")).toContainText("多扣了多少？");
  await shop.sendButton.click();
  await expect(page.locator(".quote-bar")).toHaveCount(0);
  await expect.poll(() => desk.posted).toMatchObject([{ text: "八十八", quotes: first.seq }]);
  await expect(shop.page.locator(".row_mine .quoted")).toContainText("多扣了多少？");
  await page.reload();
  await expect(shop.field).toHaveValue("");
});

test("there is nothing to send with until there is something to send", async ({ shop }) => {
  await shop.open();
  await expect(shop.field).toBeEnabled();
  await expect(shop.sendButton).toHaveCount(0);
  await shop.field.fill("  \n ");
  await expect(shop.sendButton).toHaveCount(0);
  await shop.field.fill("好");
  await expect(shop.sendButton).toBeEnabled();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`bubbles with links and quotes have no fault, ${colorScheme}`, async ({ shop, desk, page }, info) => {
    await page.emulateMedia({ colorScheme });
    await shop.open();
    desk.say({ actor: "merchant", text: "昨天中午有个客人付了 88 块，扣了两次" });
    desk.say({ text: "先打 95516 问问，再看 https://www.95516.com/ 。", quotes: { seq: 2, actor: "merchant", text: "昨天中午有个客人付了 88 块" } });
    desk.say({ actor: "merchant", text: "", recalled: true });
    desk.say({ actor: "agent", text: "我是人工客服小李。", quotes: { seq: 4, actor: "merchant", text: "" } });
    await expect(shop.bubble("小李")).toBeVisible();
    await shot(page, `${info.project.name}-${colorScheme}-bubbles`);
    expect(await faults(page)).toEqual([]);
  });
}
