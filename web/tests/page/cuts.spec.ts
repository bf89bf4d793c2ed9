/** The connection breaks again and again, in all the ways it does, while both sides talk. */

import { Dice } from "../unit/dice.ts";
import { expect, strings, test } from "./fixtures.ts";
import { CUTS } from "./mock-network.ts";

const HOW_MANY = 60;
/** After the network is back, in milliseconds. */
const CAUGHT_UP = 1_000;

test("sixty cuts: no gap, no duplicate, the order held, caught up within a second", async ({ shop, desk }, info) => {
  test.skip(info.project.name !== "phone", "once is enough");
  test.setTimeout(180_000);
  const dice = new Dice(7);
  const mine: string[] = [];
  const late: string[] = [];
  await shop.open();
  for (let number = 0; number < HOW_MANY; number++) {
    const cut = CUTS[number % CUTS.length]!;
    desk.network.begin(cut);
    desk.say({ text: `断线时说的 ${number}` });
    if (dice.isLucky(0.4)) {
      mine.push(`老张说 ${number}`);
      await shop.say(mine.at(-1)!);
    }
    await shop.page.waitForTimeout(dice.between(20, 700));
    desk.network.end();
    const back = Date.now();
    const expected = desk.messages.length + mine.length - desk.messages.filter(({ actor }) => actor === "merchant").length;
    await shop.page.waitForFunction((count) => document.querySelectorAll(".bubble").length === count, expected);
    if (Date.now() - back > CAUGHT_UP) late.push(`${cut}: ${Date.now() - back} ms`);
    await expect.poll(() => desk.messages.length).toBe(expected);
    await expect(shop.page.getByText(strings.away)).toHaveCount(0);
  }
  expect(desk.messages.filter(({ actor }) => actor === "merchant").map(({ text }) => text)).toEqual(mine);
  const shown = await shop.page.locator(".bubble").allInnerTexts();
  expect(shown).toHaveLength(desk.messages.length);
  desk.messages.forEach(({ text }, at) => expect(shown[at]).toContain(text));
  expect(late).toEqual([]);
});
