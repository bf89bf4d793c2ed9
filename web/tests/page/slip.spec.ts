import type { Page } from "@playwright/test";
import type { Message } from "../../src/contract.ts";
import { caseView, fact } from "../unit/build.ts";
import { expect, strings, test } from "./fixtures.ts";
import { faults, shot } from "./looking.ts";
import type { MockDesk } from "./mock-desk.ts";
import { slipPicture } from "./slip-picture.ts";

const take = (page: Page) => page.getByRole("button", { name: strings.slipTake });
const tick = (page: Page, name: string) => page.getByRole("checkbox", { name: strings.slipTick(strings.slipNames[name]!) });
const value = (page: Page, name: string) => page.getByRole("textbox", { name: strings.slipNames[name]!, exact: true });

/** A photo, and what was read of it; the reference number is in doubt. */
async function offer(desk: MockDesk, page: Page): Promise<Message> {
  const { content, fields } = await slipPicture(page);
  desk.files.views.set("ab", content);
  const photo = desk.say({ actor: "merchant", text: "[文件] 小票.jpg", file: { name: "小票.jpg", media: "image/jpeg", size: 9, sha256: "ab", view: "ready" } });
  return desk.say({
    text: "小票看清了，上面是这几样，对不对？",
    in_reply_to: photo.seq,
    slip: { file: photo.seq, sha256: "ab", fields: fields.map((field) => ({ ...field, doubtful: field.name === "reference_number" })), retake: null },
    choices: [
      { id: "yes", label: "对，都对" },
      { id: "no", label: "有不对的" },
    ],
  });
}

test("each fact stands beside its place on the slip; what is ticked is recorded, as read or as put right", async ({ shop, desk, page }) => {
  await shop.open();
  const said = await offer(desk, page);
  await expect(page.locator(".cut_ready")).toHaveCount(5);
  await expect(page.getByRole("img", { name: strings.slipCutOut("金额") })).toBeVisible();
  await expect(tick(page, "amount")).toBeChecked();
  await expect(tick(page, "reference_number")).not.toBeChecked();
  await expect(shop.log).toContainText(strings.slipUnsure);
  await expect(tick(page, "merchant_number")).toBeHidden();
  await page.getByText(strings.slipMore(1, "商户号")).click();
  await tick(page, "merchant_number").uncheck();
  await value(page, "reference_number").fill("260120445513");
  await expect(tick(page, "reference_number")).toBeChecked();
  await take(page).click();
  await expect(take(page)).toHaveCount(0);
  expect(desk.posted).toMatchObject([
    {
      file: said.slip!.file,
      facts: { order_number: "2026112000012345", reference_number: "260120445513", transaction_time: "2026-11-20T14:03:05", amount: "88.00" },
    },
  ]);
});

test("a fact that the desk can't read is said at its field, and nothing is lost", async ({ shop, desk, page }) => {
  await shop.open();
  await offer(desk, page);
  await page.route("**/messages", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 422, json: { error: { code: "unclear_fact", message: "金额没看懂，写成数字，比如 1288.5。", fact: "amount" } } })
      : route.fallback(),
  );
  await value(page, "amount").fill("八八");
  await take(page).click();
  await expect(value(page, "amount")).toHaveAccessibleDescription("金额没看懂，写成数字，比如 1288.5。");
  await expect(value(page, "amount")).toHaveAttribute("aria-invalid", "true");
  await expect(value(page, "amount")).toHaveValue("八八");
  await expect(take(page)).toBeVisible();
});

test("a fault in what is folded away unfolds it", async ({ shop, desk, page }) => {
  await shop.open();
  await offer(desk, page);
  await page.route("**/messages", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 422, json: { error: { code: "unclear_fact", message: "商户号没看懂。", fact: "merchant_number" } } })
      : route.fallback(),
  );
  await take(page).click();
  await expect(value(page, "merchant_number")).toHaveAccessibleDescription("商户号没看懂。");
});

test("nothing ticked: nothing is sent", async ({ shop, desk, page }) => {
  await shop.open();
  await offer(desk, page);
  await page.getByText(strings.slipMore(1, "商户号")).click();
  for (const box of await page.locator(".slip .tick-box").all()) await box.uncheck();
  await take(page).click();
  await expect(page.getByRole("alert")).toHaveText(strings.slipNoneTicked);
  expect(desk.posted).toEqual([]);
});

test("the card is quiet once its quick reply was given, and once its facts are on record", async ({ shop, desk, page }) => {
  await shop.open();
  const said = await offer(desk, page);
  await expect(take(page)).toBeVisible();
  await shop.chip("对，都对").click();
  await expect(take(page)).toHaveCount(0);
  await expect(shop.bubble("小票看清了")).toContainText("88 元");
  await offer(desk, page);
  await expect(take(page)).toBeVisible();
  desk.setCase({ ...caseView(), known: [fact("amount", "金额", "88 元", { origin: "slip", file: said.slip!.file + 3 })] });
  await expect(take(page)).toHaveCount(0);
});

test("a photo that could not be read says what to do, and opens the camera", async ({ shop, desk, page }) => {
  await shop.open();
  desk.say({ text: "下边没拍全，退远一点，四个角都拍进来，再发一张。", slip: { file: 2, sha256: "ab", fields: [], retake: "cut_off" } });
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: strings.retake }).click();
  const { content } = await slipPicture(page);
  await (await chooser).setFiles({ name: "再拍.png", mimeType: "image/png", buffer: content });
  await expect(page.getByRole("button", { name: strings.lookAt("再拍.png") })).toBeVisible();
});

for (const [colorScheme, width] of [["light", 390], ["dark", 390], ["light", 320]] as const) {
  test(`the card fits and has no fault, ${colorScheme}, ${width} wide`, async ({ shop, desk, page }, info) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    await shop.open();
    await offer(desk, page);
    await expect(page.locator(".cut_ready")).toHaveCount(5);
    const stuckOut = await page.locator(".slip *").evaluateAll((parts, width) => parts.filter((part) => part.getBoundingClientRect().right > width && !part.closest(".cut")).length, width);
    expect(stuckOut).toBe(0);
    await shot(page, `${info.project.name}-${colorScheme}-${width}-slip`);
    expect(await faults(page)).toEqual([]);
  });
}
