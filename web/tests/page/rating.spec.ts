import { TEXTS } from "./mock-texts.ts";
import { expect, strings, test, type Shop } from "./fixtures.ts";
import { faults, shot } from "./looking.ts";
import type { MockDesk } from "./mock-desk.ts";

const NUMBER = "ZF-20261122-K7YM-4";
const { rating: words } = TEXTS;

test("a case that has ended may be rated: solved, stars, tags, words, once", async ({ shop, desk, page }, info) => {
  const card = await ended(shop, desk);
  await expect(card).toContainText(words.question);
  await card.getByRole("radio", { name: words.solved[0]!.label }).check();
  await card.getByRole("radio", { name: strings.stars(5) }).check();
  await card.getByRole("checkbox", { name: words.tags.good[0]!.label }).check();
  await card.getByLabel(strings.moreWords).fill("讲得清楚");
  await shot(page, `${info.project.name}-rating`);
  expect(await faults(page)).toEqual([]);
  await card.getByRole("button", { name: strings.rate }).click();
  await expect(page.getByText(words.thanks)).toBeFocused();
  expect(desk.ratings).toMatchObject([{ case: NUMBER, solved: true, stars: 5, tags: [words.tags.good[0]!.id], words: "讲得清楚" }]);
  desk.setCase({ ...desk.view, rating: null });
  await expect(page.getByText(words.thanks)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("region", { name: strings.progress })).toBeVisible();
  await expect(page.getByRole("form", { name: strings.rating })).toHaveCount(0);
});

test("few stars ask what was wrong, and tags of the other kind are dropped", async ({ shop, desk }) => {
  const card = await ended(shop, desk);
  await card.getByRole("radio", { name: words.solved[1]!.label }).check();
  await card.getByRole("radio", { name: strings.stars(5) }).check();
  await card.getByRole("checkbox", { name: words.tags.good[0]!.label }).check();
  await card.getByRole("radio", { name: strings.stars(2) }).check();
  await expect(card.getByRole("checkbox", { name: words.tags.good[0]!.label })).toHaveCount(0);
  await card.getByRole("checkbox", { name: words.tags.bad[0]!.label }).check();
  await card.getByRole("button", { name: strings.rate }).click();
  await expect.poll(() => desk.ratings).toMatchObject([{ solved: false, stars: 2, tags: [words.tags.bad[0]!.id] }]);
});

test("waved away, it stays away", async ({ shop, desk, page }) => {
  const card = await ended(shop, desk);
  await card.getByRole("button", { name: strings.notNow }).click();
  await expect(card).toHaveCount(0);
  await page.reload();
  await expect(shop.bubble("我是账房")).toBeVisible();
  await expect(page.getByRole("region", { name: strings.progress })).toBeVisible();
  await expect(card).toHaveCount(0);
});

test("too late, nobody is asked", async ({ shop, desk, page }) => {
  await shop.open();
  desk.setCase({ status: "resolved", rating: { case: NUMBER, until: new Date(Date.now() - 1000).toISOString() } });
  await expect(page.getByRole("region", { name: strings.progress })).toBeVisible();
  await expect(page.getByRole("form", { name: strings.rating })).toHaveCount(0);
});

test("the stars go by the arrow keys", async ({ shop, desk, page }) => {
  const card = await ended(shop, desk);
  await card.getByRole("radio", { name: words.solved[0]!.label }).check();
  await card.getByRole("radio", { name: strings.stars(1) }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(card.getByRole("radio", { name: strings.stars(3) })).toBeChecked();
});

test("not sent: it says so, and what was said is still there", async ({ shop, desk, page }) => {
  const card = await ended(shop, desk);
  await card.getByRole("radio", { name: words.solved[0]!.label }).check();
  await card.getByRole("radio", { name: strings.stars(4) }).check();
  await page.route("**/rating", (route) => route.abort());
  await card.getByRole("button", { name: strings.rate }).click();
  await expect(card.getByRole("alert")).toHaveText(strings.notRated);
  await page.unroute("**/rating");
  await card.getByRole("button", { name: strings.rate }).click();
  await expect(page.getByText(words.thanks)).toBeVisible();
});

async function ended(shop: Shop, desk: MockDesk) {
  await shop.open();
  desk.say({ text: "这件事办完了。" });
  desk.setCase({ number: NUMBER, status: "resolved", rating: { case: NUMBER, until: new Date(Date.now() + 86_400_000).toISOString() } });
  const card = shop.page.getByRole("form", { name: strings.rating });
  await expect(card).toBeVisible();
  return card;
}
