import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { cases, expect, folder, test, type Case } from "./opened-page.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
const shots = process.env.SHOTS; // a folder for screenshots, when somebody wants to look
const example = (look: Case["look"]) => cases.find((one) => one.look === look)!;

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1280]) {
    test.describe(`${colorScheme}, ${width} wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test("the page before anything is chosen", async ({ verifier, page }) => {
        await verifier.open();
        await looksRight(page, `empty-${width}-${colorScheme}`);
      });

      for (const look of ["sound", "changed"] as const) {
        test(`a pack that is ${look}`, async ({ verifier, page }) => {
          await verifier.verify(example(look));
          await looksRight(page, `${look}-${width}-${colorScheme}`);
        });
      }
    });
  }
}

test("a sound pack says so, and asks to compare the fingerprint", async ({ verifier, page }) => {
  const { found } = await verifier.verify(example("sound"));
  await expect(page.getByRole("status").filter({ hasText: "完整，没有被改过" })).toBeVisible();
  await expect(page.getByText("请和公布的指纹核对")).toBeVisible();
  expect((await page.locator(".fingerprint").first().textContent())!).toBe(found!.fingerprint);
});

test("the published key, given as its fingerprint, is compared", async ({ verifier, page }) => {
  const { found } = await verifier.verify(example("sound"));
  await verifier.verify({ ...example("sound"), key: String(found!.fingerprint).toUpperCase().replace(/(.{8})/g, "$1 ") });
  await expect(page.getByText("和你给的一致")).toBeVisible();
  const other = await verifier.verify({ ...example("sound"), key: "0".repeat(64) });
  expect(other.failures).toEqual([{ code: "key_unexpected", where: "keys" }]);
  await page.locator("#key").fill("一把钥匙");
  await expect(page.locator("#key-said")).toContainText("这不像公钥");
});

test("the unpacked folder is checked too, whatever the computer put into it", async ({ verifier, page }) => {
  const { found } = await verifier.verify(example("sound"));
  await page.locator("summary").first().click();
  await page.locator("#folder").setInputFiles(join(folder, "unpacked"));
  await page.waitForFunction(() => window.zhangfangReport !== undefined);
  expect(await page.evaluate(() => window.zhangfangReport)).toEqual({ sound: true, failures: [], found });
  await expect(page.getByText("压缩包的每个字节")).toBeHidden();
});

test("a time stamp is told, with the command that checks its authority", async ({ verifier, page }) => {
  await verifier.verify(example("sound"));
  await expect(page.getByText("这是时间戳机构的钟").first()).toBeVisible();
  await page.getByText("怎么核时间戳机构的签名").click();
  await expect(page.locator(".command").first()).toContainText("openssl ts -verify -digest");
  const saved = page.waitForEvent("download");
  await page.locator(".stamp a").first().click();
  expect((await saved).suggestedFilename()).toMatch(/^anchor-[0-9]+\.tst$/);
});

test("a changed pack says where, and a link leads to the entry", async ({ verifier, page }) => {
  const { failures } = await verifier.verify(example("changed"));
  await expect(page.getByRole("status").filter({ hasText: "被改过" })).toBeVisible();
  await expect(page.locator(".failures > ul > li")).toHaveCount(failures.length);
  await page.locator(".failures a").first().click();
  await expect(page.locator(".entry:target")).toBeInViewport();
});

test("the keyboard alone chooses a pack", async ({ verifier, page }) => {
  let dialogs = 0;
  page.on("filechooser", () => dialogs++);
  await verifier.open();
  await page.keyboard.press("Tab");
  await expect(page.locator("#pack")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => dialogs).toBe(1);
  await page.keyboard.press("Tab");
  await expect(page.locator("summary").first()).toBeFocused();
});

test("a script that gets into the page does not run", async ({ verifier, page }) => {
  await verifier.open();
  const refused = page.evaluate(
    () => new Promise((done) => document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective))),
  );
  await page.evaluate(() => {
    const image = document.createElement("img");
    image.src = "https://example.com/x.png";
    document.body.append(image);
  });
  expect(await refused).toBe("img-src");
  verifier.asked.length = verifier.errors.length = 0; // it was asked for here, and refused
});

test("no file makes the page stumble", async ({ verifier, page }) => {
  for (const buffer of [Buffer.alloc(0), Buffer.from("你好"), Buffer.from("PK\x05\x06" + "\0".repeat(18), "latin1")]) {
    await verifier.open();
    await page.locator("#pack").setInputFiles({ name: "x.zip", mimeType: "application/zip", buffer });
    await expect(page.locator("#verdict")).toContainText("这不是证据包");
  }
});

async function looksRight(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  if (shots) await page.screenshot({ path: join(shots, `verify-${name}.png`), fullPage: true });
  expect(await faults(page)).toEqual([]);
}

async function faults(page: Page): Promise<unknown[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}
