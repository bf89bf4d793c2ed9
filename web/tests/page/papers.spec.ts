import { readFile } from "node:fs/promises";
import type { Download } from "@playwright/test";
import { paper } from "../unit/build.ts";
import { expect, phases, strings, test } from "./fixtures.ts";

const CASE = "ZF-20261122-K7YM-4";

test("a paper in the conversation is saved as PDF and as Word, under its Chinese name", async ({ shop, desk, page }) => {
  await shop.open();
  desk.say({ text: "申诉书\n空着的地方补上。", papers: [{ kind: "appeal_letter", case: CASE }] });
  for (const [format, label] of Object.entries(strings.savePaper)) {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: label }).click();
    expect((await saved).suggestedFilename()).toBe(`申诉书-${CASE}.${format}`);
    expect(await words(await saved)).toBe(`appeal_letter as ${format}`);
    await expect(page.getByText(strings.paperSaved)).toBeVisible();
  }
});

test("a file that does not come is told: in the desk's words, or in the page's", async ({ shop, desk, page }) => {
  await shop.open();
  desk.say({ text: "申诉书", papers: [{ kind: "appeal_letter", case: CASE }] });
  const pdf = page.getByRole("button", { name: strings.savePaper.pdf });
  desk.failing.paper = [404, "没有这份文件。"];
  await pdf.click();
  await expect(page.getByRole("alert")).toHaveText("没有这份文件。");
  desk.failing.all = true;
  await pdf.click();
  await expect(page.getByRole("alert")).toHaveText(strings.paperNotSaved);
});

test("the sheet lists the papers: those for now, what stays blank, and the rest folded away", async ({ shop, desk, page }) => {
  desk.papers = [
    paper("appeal_letter", { name: "情况说明", ready: false, missing: [{ id: "amount", name: "金额" }] }),
    paper("written_demand", { name: "催款信", now: false }),
  ];
  await shop.open();
  desk.setCase({ phase: "submit", phases: phases("提交") });
  await page.getByRole("button", { name: strings.showCase }).click();
  const letter = page.getByRole("region", { name: "情况说明" });
  await expect(letter).toContainText("还不知道金额，先空着");
  const demand = page.getByRole("region", { name: "催款信" });
  await expect(demand).toBeHidden();
  await page.getByText(strings.papersLater).click();
  const saved = page.waitForEvent("download");
  await demand.getByRole("button", { name: strings.savePaper.docx }).click();
  expect(await words(await saved)).toBe("written_demand as docx");
});

async function words(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}
