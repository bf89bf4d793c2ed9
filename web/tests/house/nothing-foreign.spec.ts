/** What the page asks for, and of whom. */

import { expect, strings, test } from "./fixtures.ts";
import { turn } from "./turn.ts";

test("nothing is asked of anybody but the desk, and the policy has nothing to forbid", async ({ page, shop, baseURL }) => {
  const asked: string[] = [];
  const forbidden: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).protocol === "blob:" ? "blob:" : new URL(request.url()).origin));
  page.on("console", (said) => /Content.Security.Policy/i.test(said.text()) && forbidden.push(said.text()));
  await page.reload();
  await expect(shop.log).toContainText("我是账房");
  await turn(shop, { types: "昨天刷的1288，钱没进卡" });
  await page.getByRole("button", { name: strings.showCase }).click();
  await expect(page.getByRole("dialog", { name: strings.sheetTitle })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: strings.menu }).click();
  await page.getByRole("switch", { name: strings.largePrint }).click();
  expect(new Set(asked)).toEqual(new Set([new URL(baseURL!).origin]));
  expect(forbidden).toEqual([]);
});

test("the policy allows no script from elsewhere, none in the page, and no eval", async ({ page }) => {
  const answer = (await page.goto("/"))!;
  const policy = answer.headers()["content-security-policy"]!;
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/unsafe|script-src|\*/);
  const refused = await page.evaluate(async () => {
    const refusals: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) => refusals.push(event.blockedURI));
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    setTimeout("window.ran = true"); // outside this call, whose own eval a debugger may allow
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { refusals, ran: "ran" in window };
  });
  expect(refused).toEqual({ refusals: ["inline", "eval"], ran: false });
});
