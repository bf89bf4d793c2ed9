import type { Page } from "@playwright/test";
import { expect, strings, test } from "./fixtures.ts";
import { faults, shot } from "./looking.ts";
import { slipPicture } from "./slip-picture.ts";

const photo = async (page: Page, name = "小票.png") => ({ name, mimeType: "image/png", buffer: (await slipPicture(page)).content });
const PDF = { name: "收单协议.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n") };

async function attach(page: Page, source: "album" | "document", files: Parameters<Page["setInputFiles"]>[1]): Promise<void> {
  await page.getByRole("button", { name: strings.attach }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("group", { name: strings.attach }).getByRole("button", { name: strings[source] }).click();
  await (await chooser).setFiles(files as never);
}

test("a photo shows a preview and how far it is, then the desk's picture in the same place", async ({ shop, desk, page }, info) => {
  let letGo = () => {};
  desk.files.held = new Promise((resolve) => (letGo = resolve));
  await shop.open();
  await attach(page, "album", await photo(page));
  const progress = page.getByRole("progressbar", { name: strings.uploading("小票.png") });
  await expect(progress).toBeVisible();
  await expect(page.locator(".upload__picture")).toBeVisible();
  const before = await page.locator(".upload").boundingBox();
  await shot(page, `${info.project.name}-uploading`);
  expect(await faults(page)).toEqual([]);
  letGo();
  const picture = page.getByRole("button", { name: strings.lookAt("小票.png") });
  await expect(picture).toBeVisible();
  await expect(progress).toHaveCount(0);
  const after = await picture.boundingBox();
  expect(after).toMatchObject({ width: before!.width, height: before!.height });
  expect(desk.files.uploads).toMatchObject([{ name: "小票.png", media: "image/png" }]);
});

test("several at once, a photo and a PDF, each in its own bubble", async ({ shop, desk, page }) => {
  await shop.open();
  await attach(page, "document", [await photo(page), PDF]);
  await expect(page.getByRole("button", { name: strings.lookAt("小票.png") })).toBeVisible();
  await expect(shop.log.getByText("收单协议.pdf").last()).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  expect(desk.files.uploads.map((upload) => upload.name)).toEqual(["小票.png", "收单协议.pdf"]);
});

test("an upload can be stopped", async ({ shop, desk, page }) => {
  desk.files.held = new Promise(() => {});
  await shop.open();
  await attach(page, "document", PDF);
  await page.getByRole("button", { name: strings.cancelUpload }).click();
  await expect(page.locator(".upload")).toHaveCount(0);
  expect(desk.messages.filter((said) => said.file)).toEqual([]);
});

test("a file that the desk refuses says why, and can be put away", async ({ shop, desk, page }) => {
  desk.files.failing.file = [422, "这张图片打不开，重拍一张试试。", "broken_picture"];
  await shop.open();
  await attach(page, "album", await photo(page));
  await expect(page.getByRole("alert")).toContainText("这张图片打不开");
  await page.getByRole("alert").getByRole("button", { name: strings.cancelUpload }).click();
  await expect(page.locator(".upload")).toHaveCount(0);
});

test("a file that the network loses goes again", async ({ shop, desk, page }) => {
  desk.files.failing.file = [503, "正在忙，请再发一次。"];
  await shop.open();
  await attach(page, "document", PDF);
  await expect(page.getByRole("alert")).toContainText("正在忙");
  desk.files.failing.file = undefined;
  await page.getByRole("button", { name: strings.sendAgain }).click();
  await expect(page.locator(".file__card")).toContainText("收单协议.pdf");
});

test("pasted and dropped pictures are sent; a pasted table is not", async ({ shop, desk, page }) => {
  await shop.open();
  const bytes = [...(await photo(page)).buffer];
  const give = (kind: "paste" | "drop", name: string, withText = false) =>
    shop.field.evaluate(
      (field, [kind, name, withText, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
        if (withText) data.setData("text/plain", "1\t2");
        const more = { bubbles: true, cancelable: true };
        if (kind === "paste") return void field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, ...more }));
        field.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, ...more }));
        field.dispatchEvent(new DragEvent("drop", { dataTransfer: data, ...more }));
      },
      [kind, name, withText, bytes] as const,
    );
  await give("paste", "贴的.png");
  await expect(page.getByRole("button", { name: strings.lookAt("贴的.png") })).toBeVisible();
  await give("drop", "拖的.png");
  await expect(page.getByRole("button", { name: strings.lookAt("拖的.png") })).toBeVisible();
  await give("paste", "表格.png", true);
  await shop.say("好了");
  await expect(shop.bubble("好了")).toBeVisible();
  expect(desk.files.uploads.map((upload) => upload.name)).toEqual(["贴的.png", "拖的.png"]);
});

test("a picture that is still being made has its place kept", async ({ shop, desk, page }) => {
  await shop.open();
  const { content } = await slipPicture(page);
  desk.files.views.set("ab", content);
  desk.files.making = 1;
  desk.say({ actor: "merchant", text: "[文件] a.heic", file: { name: "a.heic", media: "image/heic", size: 9, sha256: "ab", view: "waiting" } });
  const place = page.getByRole("img", { name: strings.photoComing });
  await expect(place).toBeVisible();
  const before = (await place.boundingBox())!;
  const picture = page.getByRole("button", { name: strings.lookAt("a.heic") });
  await expect(picture).toBeVisible();
  expect(await picture.boundingBox()).toEqual(before);
});

test("a picture is looked at closely, by buttons, keys, wheel and two taps, and closed", async ({ shop, desk, page }, info) => {
  await shop.open();
  const { content } = await slipPicture(page);
  desk.files.views.set("ab", content);
  desk.say({ actor: "merchant", text: "[文件] 小票.jpg", file: { name: "小票.jpg", media: "image/jpeg", size: 9, sha256: "ab", view: "ready" } });
  const opener = page.getByRole("button", { name: strings.lookAt("小票.jpg") });
  await opener.click();
  const viewer = page.getByRole("dialog", { name: "小票.jpg" });
  const picture = viewer.getByRole("img", { name: "小票.jpg" });
  const width = async () => Math.round((await picture.boundingBox())!.width);
  await expect(picture).toBeVisible();
  const fitted = await width();
  await shot(page, `${info.project.name}-viewer`);
  expect(await faults(page)).toEqual([]);
  await viewer.getByRole("button", { name: strings.zoomIn }).click();
  expect(await width()).toBe(Math.round(fitted * 1.5));
  await page.keyboard.press("-");
  expect(await width()).toBe(fitted);
  await page.keyboard.press("+");
  await page.keyboard.press("0");
  expect(await width()).toBe(fitted);
  const box = (await picture.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -200);
  await expect.poll(width).toBeGreaterThan(fitted);
  await viewer.getByRole("button", { name: strings.zoomFit }).click();
  await picture.dblclick();
  await expect.poll(width).toBe(Math.round(fitted * 2.5));
  await page.keyboard.press("Escape");
  await expect(viewer).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test("the original comes back to the byte, from the menu", async ({ shop, page }) => {
  await shop.open();
  await attach(page, "document", PDF);
  await expect(page.locator(".file__card")).toBeVisible();
  await page.locator(".file__card").click({ button: "right" });
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: strings.bubbleMenu.save }).click();
  expect((await saved).suggestedFilename()).toBe("收单协议.pdf");
  await expect(page.getByText(strings.fileSaved)).toBeVisible();
});
