import { TEXTS } from "./mock-texts.ts";
import { expect, strings, test } from "./fixtures.ts";
import { faults, shot } from "./looking.ts";

test.beforeEach(({ desk }) => {
  desk.consent = null;
});

test("on the first visit the sheet says what is kept, and nothing is ticked", async ({ shop, page }, info) => {
  await shop.open();
  const sheet = page.getByRole("dialog", { name: TEXTS.consent.title });
  await expect(sheet).toBeVisible();
  for (const { text } of TEXTS.consent.points) await expect(sheet).toContainText(text);
  await expect(sheet.getByRole("checkbox")).not.toBeChecked();
  await shot(page, `${info.project.name}-consent`);
  expect(await faults(page)).toEqual([]);
});

test("agreed, it is on record and is not asked again", async ({ shop, desk, page }) => {
  await shop.open();
  await shop.agree({ sensitive: false });
  await expect.poll(() => desk.consent).toMatchObject({ version: TEXTS.consent.version, sensitive: false });
  await page.reload();
  await expect(shop.bubble("我是账房")).toBeVisible();
  await shop.say("多扣了钱");
  await expect(shop.bubble("多扣了钱")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("nothing leaves before: what was typed stays in its field, and goes out once agreed", async ({ shop, desk, page }) => {
  await shop.open();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await shop.say("先说一句");
  await expect(sheet).toContainText(strings.consentFirst);
  expect(desk.posted).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(shop.field).toHaveValue("先说一句");
  await shop.sendButton.click();
  await shop.agree();
  await expect(shop.bubble("先说一句")).toHaveCount(1);
  await expect(shop.field).toHaveValue("");
  await expect.poll(() => desk.posted.map((posted) => posted.text)).toEqual(["先说一句"]);
});

test("a photo needs the tick: it is asked for then, and the photo goes by itself", async ({ shop, desk, page }) => {
  await shop.open();
  await shop.agree({ sensitive: false });
  await page.getByRole("button", { name: strings.attach }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("group", { name: strings.attach }).getByRole("button", { name: strings.album }).click();
  await (await chooser).setFiles({ name: "slip.png", mimeType: "image/png", buffer: PNG });
  const sheet = page.getByRole("dialog", { name: TEXTS.consent.title });
  await expect(sheet).toContainText(strings.consentForFiles);
  await expect(sheet.locator("button[type=submit]")).toBeDisabled();
  expect(desk.messages.filter((said) => said.file)).toEqual([]);
  await shop.agree();
  await expect.poll(() => desk.messages.filter((said) => said.file).length).toBe(1);
});

test("from the menu it can be read again, and the tick taken back", async ({ shop, desk, page }) => {
  await shop.open();
  await shop.agree();
  await shop.menu(strings.consent);
  const sheet = page.getByRole("dialog", { name: TEXTS.consent.title });
  await expect(sheet).toContainText(/同意过了/);
  await sheet.getByRole("checkbox").uncheck();
  await sheet.getByRole("button", { name: strings.consentKeep }).click();
  await expect.poll(() => desk.consent?.sensitive).toBe(false);
});

test("agreed while the network is away: on record before the first message", async ({ shop, desk, page }) => {
  await shop.open();
  await expect(page.getByRole("dialog")).toContainText(TEXTS.consent.agree);
  desk.failing.all = true;
  desk.dropStreams();
  await shop.agree();
  await shop.say("地下室里说的");
  expect(desk.consent).toBeNull();
  desk.failing.all = false;
  await expect.poll(() => desk.posted.map((posted) => posted.text), { timeout: 20_000 }).toEqual(["地下室里说的"]);
  expect(desk.consent).not.toBeNull();
});

test("the text has changed meanwhile: the new one is shown, and agreed to", async ({ shop, desk, page }) => {
  await shop.open();
  const sheet = page.getByRole("dialog", { name: TEXTS.consent.title });
  await expect(sheet).toContainText(TEXTS.consent.agree);
  const changed = "改过的一条，说得更清楚";
  desk.talk.texts = { ...TEXTS, consent: { ...TEXTS.consent, version: "later", points: [{ title: "存什么", text: changed }] } };
  desk.talk.failing.consent = [409, "说明改过了，再看一眼。", "other_version"];
  await sheet.locator("button[type=submit]").click();
  await expect(sheet).toContainText(changed);
  await expect(sheet.getByRole("alert")).toHaveText("说明改过了，再看一眼。");
  desk.talk.failing.consent = undefined;
  await shop.agree();
  await expect.poll(() => desk.consent?.version).toBe("later");
});

test("the text does not come: the sheet says so and tries again", async ({ shop, page }) => {
  await page.route("**/api/v1/texts", (route) => route.abort());
  await shop.open();
  await expect(page.getByRole("dialog")).toContainText(strings.consentNotLoaded);
  await page.unroute("**/api/v1/texts");
  await page.getByRole("button", { name: strings.tryAgain }).click();
  await expect(page.getByRole("dialog", { name: TEXTS.consent.title })).toContainText(TEXTS.consent.agree);
});

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
