import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import type { Shop } from "../shop.ts";
import { expect, strings, test } from "./fixtures.ts";

const VERIFIER = join(import.meta.dirname, "../../../zhangfang/evidence/verifier/verify.py");
const PHONE = "13812345678";

test("the pack and the receipts verify together; numbers for the secret; then erased", async ({ shop, page }) => {
  await openCase(shop);
  await shop.say(`电话 ${PHONE}`);
  await expect(shop.bubble("138****5678").first()).toBeVisible();
  await page.getByRole("button", { name: strings.showCase }).click();
  const sheet = page.getByRole("dialog", { name: strings.sheetTitle });
  const pack = await saved(sheet.getByRole("button", { name: strings.takePack }));
  const receipts = await saved(sheet.getByRole("button", { name: strings.saveReceipts, exact: true }));
  expect(JSON.parse(await readFile(receipts, "utf8")).length).toBeGreaterThan(1);
  expect(verified(pack, "--receipts", receipts)).toBe(0);
  expect(verified(pack, "--key", await keyOf(page.url()))).toBe(0);

  await sheet.getByRole("button", { name: strings.anotherPhone }).click();
  await expect(sheet).toContainText(strings.secretOnce);
  const secret = await sheet.getByRole("status").locator("dd").last().innerText();
  await sheet.getByText(strings.openNumbers).click();
  await sheet.getByRole("checkbox").check();
  await sheet.getByLabel(strings.secret, { exact: true }).fill(secret);
  expect(verified(await saved(sheet.getByRole("button", { name: strings.takeOpenedPack })))).toBe(0);

  await sheet.getByRole("button", { name: strings.erase }).click();
  const go = sheet.getByRole("button", { name: strings.eraseGo });
  await go.click();
  const secrets = sheet.getByLabel(strings.secret, { exact: true });
  await expect(secrets).toHaveCount(2);
  await secrets.last().fill(secret.toLowerCase());
  await go.click();
  const erased = page.getByRole("dialog", { name: strings.erased });
  await saved(erased.getByRole("button", { name: strings.saveProof }));
  await erased.getByRole("button", { name: strings.startAnew }).click();
  await shop.agree();
  await expect(shop.bubble("我是账房")).toHaveCount(1);
  await expect(shop.bubble("138****5678")).toHaveCount(0);
  await expect(page.getByRole("region", { name: strings.progress })).toHaveCount(0);
});

/** Taps what is offered until there is a case. */
async function openCase(shop: Shop): Promise<void> {
  const bar = shop.page.getByRole("region", { name: strings.progress });
  for (let tap = 0; tap < 3 && !(await bar.isVisible()); tap++) {
    const said = shop.page.locator(".row_mine");
    await shop.chips.first().click();
    await expect(said).toHaveCount(tap + 1);
    await expect(shop.chips.first()).toBeVisible();
  }
  await expect(bar).toBeVisible();
}

async function saved(button: Locator): Promise<string> {
  const download = button.page().waitForEvent("download");
  await button.click();
  return (await download).path();
}

function verified(pack: string, ...more: string[]): number | null {
  return spawnSync("python3", [VERIFIER, pack, ...more], { stdio: "ignore" }).status;
}

async function keyOf(url: string): Promise<string> {
  const face = (await (await fetch(new URL("api/v1/log", url))).json()) as { key: string };
  return face.key;
}
