import { expect, strings, test } from "./fixtures.ts";
import { consentIsKnown } from "./phone-keeps.ts";

test("after a reload the conversation is there, once", async ({ shop, desk }) => {
  desk.answer = () => ({ text: "记下了。" });
  await shop.open();
  await shop.say("退错款了");
  await expect(shop.bubble("记下了")).toBeVisible();
  await shop.page.reload();
  await expect(shop.bubble("退错款了")).toHaveCount(1);
  await expect(shop.bubble("记下了")).toHaveCount(1);
  expect(desk.conversations).toBe(1);
});

test("a broken stream is taken up again and nothing is lost or doubled", async ({ shop, desk }) => {
  await shop.open();
  desk.say({ text: "断线前" });
  await expect(shop.bubble("断线前")).toBeVisible();
  desk.dropStreams();
  desk.say({ text: "断线时" });
  await expect(shop.bubble("断线时")).toHaveCount(1);
  await expect(shop.bubble("断线前")).toHaveCount(1);
  await expect(shop.page.getByText(strings.away)).toHaveCount(0);
});

test("without a stream the answers are fetched", async ({ shop, desk }) => {
  desk.failing.stream = true;
  desk.answer = () => ({ text: "收到了。" });
  await shop.open();
  await shop.say("没出票");
  await expect(shop.bubble("收到了")).toBeVisible();
  await expect(shop.page.getByText(strings.away)).toHaveCount(0);
});

test("while the network is away the page says so, and then sends what was said", async ({ shop, desk }) => {
  await shop.open();
  await consentIsKnown(shop.page);
  desk.failing.all = true;
  desk.dropStreams();
  await expect(shop.page.getByText(strings.away)).toBeVisible();
  await shop.say("断网时说的话");
  await expect(shop.log).toContainText(strings.notDelivered);
  desk.failing.all = false;
  await expect(shop.page.getByText(strings.away)).toHaveCount(0, { timeout: 20_000 });
  await expect(shop.log).not.toContainText(strings.notDelivered);
  expect(desk.messages.map((said) => said.text)).toContain("断网时说的话");
});

test("words under way when the page is closed are sent on the next visit", async ({ shop, desk }) => {
  await shop.open();
  await consentIsKnown(shop.page);
  desk.failing.all = true;
  await shop.say("还没发出去");
  await expect(shop.log).toContainText(strings.notDelivered);
  desk.failing.all = false;
  await shop.page.reload();
  await expect.poll(() => desk.messages.map((said) => said.text)).toContain("还没发出去");
  await expect(shop.bubble("还没发出去")).toHaveCount(1);
});

test("a token that no longer opens: a new conversation, and the page says so", async ({ shop, desk }) => {
  await shop.open();
  desk.setCase({ number: "ZF-20261122-K7YM-4" });
  await expect(shop.page.getByText("ZF-20261122-K7YM-4")).toBeVisible();
  desk.withdrawToken();
  await expect(shop.page.getByText(strings.startedAgain("ZF-20261122-K7YM-4"))).toBeVisible();
  await shop.page.reload();
  await expect(shop.page.getByText(strings.startedAgain("ZF-20261122-K7YM-4"))).toBeVisible();
  await expect(shop.bubble("我是账房")).toHaveCount(1);
});
