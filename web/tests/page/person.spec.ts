import { human } from "../unit/build.ts";
import { expect, strings, test } from "./fixtures.ts";

test("somebody waits for a person: the place is told, and the quick replies stay", async ({ shop, desk, page }) => {
  await shop.open();
  desk.say({ text: "还有什么要补的", choices: [{ id: "2-1", label: "没有了" }] });
  desk.setCase({ human: human({ asked: true, state: "waiting", position: 3 }) });
  await expect(page.getByText(strings.personComing(3))).toBeVisible();
  await expect(page.getByRole("button", { name: "没有了" })).toBeVisible();
  desk.setCase({ human: human({ asked: true, state: "waiting", position: 1 }) });
  await expect(page.getByText(strings.personComing(1))).toBeVisible();
});

test("outside the office hours it is said so", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase({ human: human({ asked: true, state: "waiting", position: 1, office: { open: false, says: "" } }) });
  await expect(page.getByText(strings.personLater)).toBeVisible();
});

test("a person talks: by name, without quick replies, and what they type is seen", async ({ shop, desk, page }) => {
  await shop.open();
  desk.say({ text: "选一个", choices: [{ id: "2-1", label: "没有了" }] });
  desk.setCase({ human: human({ state: "held", agent: "小李" }) });
  desk.say({ actor: "agent", agent: "小李", text: "我在查你这笔" });
  desk.say({ actor: "agent", agent: "小王", text: "我接着查" });
  await expect(page.getByText(strings.personThere("小李"))).toBeVisible();
  await expect(page.getByText(strings.agentNamed("小李"), { exact: true })).toBeVisible();
  await expect(page.getByText(strings.agentNamed("小王"), { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "没有了" })).toHaveCount(0);
  await expect(async () => {
    desk.typing(true, "agent");
    await expect(page.locator(".typing")).toContainText(strings.agentAvatar, { timeout: 200 });
  }).toPass();
});

test("the agent sees that one types, only while there is one", async ({ shop, desk, page }) => {
  await shop.open();
  const told: unknown[] = [];
  await page.route("**/typing", async (route) => {
    told.push(route.request().postDataJSON());
    await route.fulfill({ status: 204 });
  });
  await shop.field.fill("没人看");
  desk.setCase({ human: human({ state: "held", agent: "小李" }) });
  await expect.poll(() => told).toEqual([{ on: true }]);
  await shop.field.fill("");
  await expect.poll(() => told).toEqual([{ on: true }, { on: false }]);
});

test("with a person there the sheet speaks of no waiting, and the bot's dots are gone", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase({ status: "open", number: "ZF-20261122-K7YM-4", human: human({ asked: true, state: "waiting", position: 2 }) });
  await expect(async () => {
    desk.typing(true, "bot");
    await expect(page.locator(".typing")).toBeVisible({ timeout: 200 });
  }).toPass();
  desk.setCase({ human: human({ asked: true, state: "held", agent: "小李" }) });
  await expect(page.getByText(strings.personThere("小李"))).toBeVisible();
  await expect(page.locator(".typing")).toHaveCount(0);
  await page.getByRole("button", { name: strings.showCase }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("ZF-20261122-K7YM-4");
  await expect(sheet).not.toContainText(strings.humanAsked);
});
