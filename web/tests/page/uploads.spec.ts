import type { Page } from "@playwright/test";
import { expect, strings, test, type Shop } from "./fixtures.ts";
import type { MockDesk } from "./mock-desk.ts";
import { consentIsKnown, phoneKeeps } from "./phone-keeps.ts";

/** A white dot. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
  "base64",
);

/** As if they had been dropped on the page. */
async function drop(page: Page, files: { name: string; type: string; bytes?: number }[]): Promise<void> {
  const content = PNG.toString("base64");
  const dropped = await page.evaluateHandle(
    ({ files, content }) => {
      const transfer = new DataTransfer();
      const png = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      for (const { name, type, bytes } of files) {
        transfer.items.add(new File([bytes === undefined ? png : new Uint8Array(bytes)], name, { type }));
      }
      return transfer;
    },
    { files, content },
  );
  for (const step of ["dragover", "drop"]) await page.locator("main").dispatchEvent(step, { dataTransfer: dropped });
}

const files = (desk: MockDesk) => desk.files.uploads.map(({ name }) => name);
const progress = (shop: Shop) => shop.page.getByRole("progressbar");

test("a photo arrives as it is, with the phone's clock and an id of its own", async ({ shop, desk }) => {
  await shop.open();
  await drop(shop.page, [{ name: "小票.png", type: "image/png" }]);
  await expect.poll(() => files(desk)).toEqual(["小票.png"]);
  const [upload] = desk.files.uploads;
  expect(upload!.content.equals(PNG)).toBe(true);
  expect(upload!.client_at).toMatch(/\+08:00$/);
  await expect(progress(shop)).toHaveCount(0);
  await expect.poll(() => phoneKeeps(shop.page)).not.toContain("小票.png");
});

test("words said after a photo come after it", async ({ shop, desk }) => {
  await shop.open();
  let go = () => {};
  desk.files.held = new Promise((resolve) => (go = resolve));
  await drop(shop.page, [{ name: "一.png", type: "image/png" }, { name: "二.png", type: "image/png" }]);
  await expect(progress(shop)).toHaveCount(2);
  await shop.say("这是两张小票");
  go();
  await expect.poll(() => desk.messages.slice(1).map(({ text }) => text)).toEqual(["一.png", "二.png", "这是两张小票"]);
});

test("a photo taken in the basement is sent upstairs, also when the page was closed in between", async ({ shop, desk }) => {
  await shop.open();
  await consentIsKnown(shop.page);
  desk.failing.all = true;
  desk.dropStreams();
  await drop(shop.page, [{ name: "地下室.png", type: "image/png" }]);
  await expect.poll(() => phoneKeeps(shop.page)).toContain("地下室.png");
  await shop.page.reload();
  desk.failing.all = false;
  await expect.poll(() => files(desk)).toEqual(["地下室.png"]);
  expect(desk.files.uploads[0]!.content.equals(PNG)).toBe(true);
});

test("a photo that is not to go is taken back, and what is behind it goes", async ({ shop, desk }) => {
  await shop.open();
  desk.files.held = new Promise(() => {});
  await drop(shop.page, [{ name: "发错了.png", type: "image/png" }]);
  await expect(progress(shop)).toHaveCount(1);
  await shop.say("不发图了");
  await shop.page.getByRole("button", { name: `${strings.cancelUpload} 发错了.png` }).click();
  await expect(progress(shop)).toHaveCount(0);
  await expect.poll(() => desk.messages.at(-1)!.text).toBe("不发图了");
  expect(files(desk)).toEqual([]);
  await shop.page.reload();
  await expect(shop.bubble("不发图了")).toHaveCount(1);
  expect(files(desk)).toEqual([]);
});

test("what the desk refuses is told in its words, and holds up nothing", async ({ shop, desk }) => {
  await shop.open();
  desk.files.failing.file = [422, "这个文件坏了，打不开。请重新拍一张，或者截个图发来。", "broken_file"];
  await drop(shop.page, [{ name: "坏的.png", type: "image/png" }]);
  await expect(shop.log).toContainText("这个文件坏了，打不开。");
  await shop.say("图坏了");
  await expect.poll(() => desk.messages.at(-1)!.text).toBe("图坏了");
});

test.describe("what can't be taken is said at once, and not sent", () => {
  for (const [file, reason] of [
    [{ name: "视频.mp4", type: "video/mp4" }, "fileOfOtherKind"],
    [{ name: "太大.png", type: "image/png", bytes: 10 * 1024 * 1024 + 1 }, "fileTooBig"],
    [{ name: "空的.png", type: "image/png", bytes: 0 }, "fileEmpty"],
  ] as const) {
    test(reason, async ({ shop, desk }) => {
      await shop.open();
      await drop(shop.page, [file]);
      await expect(shop.log).toContainText(strings[reason]);
      await shop.say("好吧");
      await expect.poll(() => desk.messages.at(-1)!.text).toBe("好吧");
      expect(files(desk)).toEqual([]);
    });
  }
});

test("refused for want of consent, it goes by itself once that is given", async ({ shop, desk }) => {
  await shop.open();
  await consentIsKnown(shop.page);
  desk.consent = { ...desk.consent!, sensitive: false }; // from another phone
  desk.files.failing.file = [409, "发照片要你先点头。", "consent_needed"];
  await drop(shop.page, [{ name: "小票.png", type: "image/png" }]);
  await expect(shop.log).toContainText("发照片要你先点头。");
  desk.files.failing.file = undefined;
  await shop.menu(strings.consent);
  await shop.agree();
  await expect.poll(() => files(desk)).toEqual(["小票.png"]);
});
