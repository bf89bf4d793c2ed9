import type { Locator } from "@playwright/test";
import { expect, phases, strings, test, type Shop } from "./fixtures.ts";
import { faults, shot } from "./looking.ts";
import type { MockDesk } from "./mock-desk.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("the record's part of the sheet has no fault at any stage", async ({ shop, desk, page }, info) => {
      const name = `${info.project.name}-${colorScheme}-record`;
      const sheet = await allOpen(shop, desk);
      await look(sheet.getByRole("heading", { name: strings.pack }), `${name}-pack`);
      await sheet.getByRole("checkbox").first().check();
      await sheet.getByLabel(strings.secret, { exact: true }).fill("7KYM-4PX2");
      await sheet.getByRole("button", { name: strings.takeOpenedPack }).click();
      await expect(sheet.getByRole("button", { name: strings.makeSecret })).toBeVisible();
      await look(sheet.getByRole("button", { name: strings.makeSecret }), `${name}-no-secret`);

      desk.evidence.secret = "7KYM-4PX2";
      await sheet.getByRole("button", { name: strings.erase }).click();
      await sheet.getByRole("button", { name: strings.eraseGo }).click();
      await expect(sheet.getByLabel(strings.secret, { exact: true })).toHaveCount(2);
      const secret = sheet.getByLabel(strings.secret, { exact: true }).last();
      await expect(secret).toBeInViewport();
      await look(secret, `${name}-erase`);
      await secret.fill("7KYM-4PX2");
      await sheet.getByRole("button", { name: strings.eraseGo }).click();
      const erased = page.getByRole("dialog", { name: strings.erased });
      await expect(shop.bubble("我是账房")).toBeVisible();
      await look(erased.getByRole("button", { name: strings.saveProof }), `${name}-erased`);
      await erased.getByRole("button", { name: strings.startAnew }).click();
      await shop.menu(strings.record);
      await look(page.getByRole("dialog", { name: strings.record }).getByRole("heading", { name: strings.pack }), `${name}-no-case`);
    });
  });
}

for (const width of [320, 390]) {
  test(`nothing of the record sticks out at a width of ${width}`, async ({ shop, desk, page }, info) => {
    await page.setViewportSize({ width, height: 640 });
    const sheet = await allOpen(shop, desk);
    await sheet.getByRole("button", { name: strings.erase }).click();
    const inside = sheet.locator(".sheet__body");
    expect(await inside.evaluate((el) => el.scrollWidth - el.clientWidth)).toBe(0);
    await expect(sheet.getByRole("button", { name: strings.eraseGo })).toBeInViewport({ ratio: 1 });
    await shot(page, `${info.project.name}-${width}-record-erase`);
  });
}

/** The sheet with a receipt, hidden numbers and a fingerprint, and what can be unfolded unfolded. */
async function allOpen(shop: Shop, desk: MockDesk): Promise<Locator> {
  desk.evidence.numbers = [
    { name: "2 phone-1", shown: "138****5678" },
    { name: "2 identity-1", shown: "110***********002X" },
  ];
  await shop.open();
  await shop.say("电话 138****5678，身份证 110***********002X");
  await expect.poll(() => desk.messages.length).toBe(2);
  desk.setCase({ phases: phases("核实") });
  await shop.page.getByRole("button", { name: strings.showCase }).click();
  const sheet = shop.page.getByRole("dialog", { name: strings.sheetTitle });
  await expect(sheet).toContainText(strings.receipts(1));
  await sheet.getByText(strings.openNumbers).click();
  return sheet;
}

async function look(at: Locator, name: string): Promise<void> {
  await at.scrollIntoViewIfNeeded();
  await shot(at.page(), name);
  expect(await faults(at.page())).toEqual([]);
}
