import { readFile } from "node:fs/promises";
import { expect, strings, test } from "./fixtures.ts";
import { turn } from "./turn.ts";
import { wrongRefund } from "./walks/wrong-refund.ts";

test("a letter written in the conversation is saved as a file, and so is each paper of the sheet", async ({ shop, page }) => {
  await turn(shop, { types: wrongRefund.complaint });
  await turn(shop, { types: "帮我写申诉书" });
  const number = await page.locator(".bar__number").innerText();
  const letter = shop.bubble("人民币伍佰元整").locator("xpath=ancestor::*[@class='row__body']");
  for (const [format, start] of [["pdf", "%PDF-"], ["docx", "PK"]] as const) {
    const saved = page.waitForEvent("download");
    await letter.getByRole("button", { name: strings.savePaper[format] }).click();
    expect((await saved).suggestedFilename()).toBe(`情况说明-${number}.${format}`);
    expect(await readFile(await (await saved).path(), "latin1")).toMatch(new RegExp(`^${start}`));
  }
  await page.getByRole("button", { name: strings.showCase }).click();
  const script = page.getByRole("region", { name: "电话怎么说" });
  await expect(script).toContainText(strings.paperBlanks("交易时间"));
  const saved = page.waitForEvent("download");
  await script.getByRole("button", { name: strings.savePaper.pdf }).click();
  expect((await saved).suggestedFilename()).toBe(`电话怎么说-${number}.pdf`);
  await expect(script.getByText(strings.paperSaved)).toBeVisible();
});
