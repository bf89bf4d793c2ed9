import { expect, strings, test } from "./fixtures.ts";
import { consentIsKnown, phoneKeeps } from "./phone-keeps.ts";

const said = (desk: { messages: { actor: string; text: string }[] }) =>
  desk.messages.filter(({ actor }) => actor === "merchant").map(({ text }) => text);

test("said in the basement, closed, opened upstairs: all of it arrives, in order, once", async ({ shop, desk }) => {
  await shop.open();
  await consentIsKnown(shop.page);
  desk.failing.all = true;
  desk.dropStreams();
  for (const words of ["第一句", "第二句", "第三句"]) await shop.say(words);
  await expect(shop.bubble("第三句")).toHaveCount(1);
  await expect.poll(() => phoneKeeps(shop.page)).toContain("第三句");
  await shop.page.reload();
  await expect(shop.bubble("第三句")).toHaveCount(1);
  desk.failing.all = false;
  await expect.poll(() => said(desk)).toEqual(["第一句", "第二句", "第三句"]);
  await expect(shop.page.locator(".bubble_merchant")).toHaveCount(3);
  await expect.poll(() => phoneKeeps(shop.page)).not.toContain("第三句");
});

test("what waits is not overtaken by what is said later", async ({ shop, desk }) => {
  await shop.open();
  desk.failing.post = [503, "正在忙，请再发一次。"];
  await shop.say("先说的");
  await expect(shop.log).toContainText("正在忙，请再发一次。");
  desk.failing.post = undefined;
  await shop.say("后说的");
  await expect.poll(() => said(desk)).toEqual(["先说的", "后说的"]);
});

test("what the desk refuses for good holds up nothing behind it", async ({ shop, desk }) => {
  await shop.open();
  desk.failing.post = [422, "这里面没有字，请写清楚再发。"];
  await shop.say("???");
  await expect(shop.log).toContainText("这里面没有字，请写清楚再发。");
  desk.failing.post = undefined;
  await shop.say("多扣了 12 块");
  await expect.poll(() => said(desk)).toEqual(["多扣了 12 块"]);
});

test("a busy desk is asked again by itself, under the same id", async ({ shop, desk }) => {
  await shop.open();
  desk.failing.post = [503, "正在忙，请再发一次。"];
  await shop.say("钱没到账");
  await expect.poll(() => desk.posted.length).toBe(1);
  desk.failing.post = undefined;
  await expect.poll(() => said(desk), { timeout: 8_000 }).toEqual(["钱没到账"]);
  expect(new Set(desk.posted.map(({ client_message_id }) => client_message_id)).size).toBe(1);
});

test("words of a page of before are taken over and sent", async ({ shop, desk }) => {
  await shop.open();
  await shop.page.evaluate(() => {
    const older = { client_message_id: "old-1", said: { text: "旧版没发出去的" }, label: "旧版没发出去的", at: "2026-11-22T09:00:00.000+08:00", afterSeq: 1, state: "sending", failure: null };
    localStorage.setItem("zhangfang.outgoing.old-1", JSON.stringify(older));
  });
  await shop.page.reload();
  await expect.poll(() => said(desk)).toEqual(["旧版没发出去的"]);
  await expect.poll(() => phoneKeeps(shop.page)).not.toContain("旧版没发出去的");
});

for (const [phone, without] of [
  ["that has no database", () => Object.defineProperty(window, "indexedDB", { value: undefined })],
  ["whose database never answers", () => Object.defineProperty(window, "indexedDB", { value: { open: () => new EventTarget() } })],
  ["that may keep nothing", () => {
    const refuse = () => { throw new DOMException("denied", "SecurityError"); };
    for (const name of ["indexedDB", "localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: refuse });
  }],
  ["whose tabs can't talk to each other", () => {
    Object.defineProperty(window, "BroadcastChannel", { value: undefined });
    Object.defineProperty(navigator, "locks", { value: undefined });
  }],
] as const) {
  test(`on a phone ${phone} one can talk all the same`, async ({ shop, desk }) => {
    await shop.page.addInitScript(without);
    desk.answer = () => ({ text: "记下了。" });
    await shop.open();
    await shop.say("多扣了钱");
    await expect(shop.bubble("记下了")).toBeVisible();
    await expect(shop.page.getByRole("button", { name: strings.sendAgain })).toHaveCount(0);
    desk.failing.all = true;
    desk.dropStreams();
    await shop.say("断网说的");
    await expect(shop.bubble("断网说的")).toHaveCount(1);
    desk.failing.all = false;
    await expect.poll(() => said(desk)).toEqual(["多扣了钱", "断网说的"]);
  });
}

test("a dead stream that doesn't say so is found out when one's own words don't come down it", async ({ shop, desk }) => {
  await shop.open();
  await shop.say("在吗");
  await expect.poll(() => said(desk)).toEqual(["在吗"]);
  for (const stream of desk.network.streams) stream.write = () => true;
  desk.answer = () => ({ text: "在的。" });
  await shop.say("还在吗");
  await expect(shop.bubble("在的。")).toBeVisible({ timeout: 5_000 });
});
