import { expect, test } from "vitest";
import { blocks } from "../../src/blocks.ts";
import { pieces } from "../../src/links.ts";
import { timeline, type SaidLine } from "../../src/timeline.ts";
import { naughty } from "../naughty.ts";
import { message, NOW } from "./build.ts";

test("the list is as long as the public one, and longer", () => {
  expect(naughty.length).toBeGreaterThanOrEqual(515);
});

test.each(naughty.map((text) => [JSON.stringify(text).slice(0, 60), text]))("%s stays as it is", (_, text) => {
  expect(pieces(text).map((piece) => piece.text).join("")).toBe(text);
  const [line] = timeline([message(1, { actor: "merchant", text })], [], NOW).filter((one): one is SaidLine => one.kind === "said");
  expect(line!.text).toBe(text);
});

test.each(naughty.map((text) => [JSON.stringify(text).slice(0, 60), text]))("%s, said by the bot, loses nothing but empty lines", (_, text) => {
  const laidOut = blocks(text).map((block) => (block.kind === "point" ? `${block.mark} ${block.name}${block.text}${block.note}` : block.text));
  expect(laidOut).toEqual(text.split("\n").filter((line) => line.trim()));
});

test("only http and https ever become a link", () => {
  const hrefs = naughty.flatMap((text) => pieces(text)).flatMap(({ href }) => href ?? []);
  expect(hrefs.filter((href) => !/^(https?|tel):/.test(href))).toEqual([]);
});
