import { naughty } from "../naughty.ts";
import { fact, message, NOW } from "../unit/build.ts";
import { expect, strings, test, type Shop } from "./fixtures.ts";
import type { MockDesk } from "./mock-desk.ts";

/** What a message may be drawn with; anything else came out of a text. */
const OURS = ["A", "B", "BLOCKQUOTE", "BUTTON", "DIV", "I", "IMG", "P", "SMALL", "SPAN", "SVG", "PATH", "UL", "LI", "DL", "DT", "DD"];

test("as the merchant's and the bot's text: inert, intact, within the bubble", async ({ shop, desk, page }) => {
  test.setTimeout(120_000);
  await shop.open();
  await show(shop, desk, [
    ...naughty.map((text, index) => message(index + 2, { actor: "merchant", text, at: NOW.toISOString(), client_message_id: `m${index}` })),
    ...naughty.map((text, index) => message(index + 2 + naughty.length, { text: `账房说\n${text}`, at: NOW.toISOString() })),
  ]);
  const mine = await page.locator(".row_mine .bubble .text").evaluateAll((all) => all.map((el) => el.textContent));
  expect(mine).toEqual(naughty);
  const theirs = await page.locator(".bubble_bot").evaluateAll((all) => all.slice(1).map((el) => el.textContent!.replace(/\s/g, "")));
  const bare = (text: string) => text.replace(/\s/g, "");
  expect(theirs.map((text) => text.slice(bare(strings.speaker.bot).length))).toEqual(naughty.map((text) => bare(`账房说${text}`)));
  await inert(shop);
  await withinItsBubble(shop);
});

test("as a quote, a file's name and a fact: inert and intact", async ({ shop, desk, page }) => {
  test.setTimeout(120_000);
  await shop.open();
  await show(shop, desk, [
    ...naughty.map((text, index) =>
      message(index + 2, { text: "看这条", at: NOW.toISOString(), quotes: { seq: 1, actor: "bot", text: text.slice(0, 60) } }),
    ),
    ...naughty.map((name, index) =>
      message(index + 2 + naughty.length, {
        actor: "merchant",
        text: "",
        at: NOW.toISOString(),
        file: { name, media: "application/pdf", size: 1288, sha256: "0".repeat(64), view: "none" },
      }),
    ),
  ]);
  const shown = await shop.log.evaluate((log) => log.textContent!);
  const lost = naughty.filter((text) => !shown.includes(text.slice(0, 60)) || !shown.includes(text));
  expect(lost).toEqual([]);
  await inert(shop);
  await withinItsBubble(shop);
  desk.setCase({ known: naughty.map((words, index) => fact(`fact_${index}`, "金额", words, { editable: false })) });
  await page.getByRole("button", { name: strings.showCase }).click();
  const sheet = page.getByRole("dialog", { name: strings.sheetTitle });
  await expect(sheet.locator("dd")).toHaveCount(naughty.length);
  expect(await sheet.locator("dd").evaluateAll((all) => all.map((el) => el.textContent))).toEqual(naughty);
  expect(await sheet.locator(".sheet__body").evaluate((el) => el.scrollWidth - el.clientWidth)).toBe(0);
  await inert(shop);
});

test("the page still answers, and what was typed arrives as it was", async ({ shop, desk }) => {
  test.setTimeout(120_000);
  await shop.open();
  const typed = naughty.filter((text) => text === text.trim() && text.length < 200).slice(-60);
  for (const text of typed) await shop.say(text);
  await expect.poll(() => desk.posted.map((posted) => posted.text)).toEqual(typed);
  await inert(shop);
});

async function show(shop: Shop, desk: MockDesk, messages: MockDesk["messages"]): Promise<void> {
  desk.messages.push(...messages);
  await shop.page.reload();
  await expect(shop.page.locator("[data-key]").nth(messages.length)).toBeAttached({ timeout: 60_000 });
}

async function inert(shop: Shop): Promise<void> {
  const found = await shop.page.evaluate((ours) => {
    const strange = [...document.querySelectorAll("[role=log] *")].filter(
      (el) => !ours.includes(el.tagName.toUpperCase()) || [...el.attributes].some(({ name }) => name.startsWith("on")),
    );
    const links = [...document.querySelectorAll<HTMLAnchorElement>("[role=log] a")].filter((a) => !/^(https?|tel):/.test(a.href));
    return { harmed: "harmed" in window, strange: [...strange, ...links].map((el) => el.outerHTML.slice(0, 200)) };
  }, OURS);
  expect(found).toEqual({ harmed: false, strange: [] });
  await expect(shop.page).toHaveTitle(strings.title);
}

/** No text is wider than its bubble, no bubble wider than the list. */
async function withinItsBubble(shop: Shop): Promise<void> {
  const tip = 6; // of the bubble, towards the speaker's face
  const wide = await shop.log.evaluate((log, tip) => {
    const edge = log.getBoundingClientRect().right;
    return [...log.querySelectorAll<HTMLElement>(".bubble")]
      .filter((el) => el.scrollWidth > el.clientWidth + tip || el.getBoundingClientRect().right > edge)
      .map((el) => el.textContent!.slice(0, 60));
  }, tip);
  expect(wide).toEqual([]);
  expect(await shop.log.evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
}
