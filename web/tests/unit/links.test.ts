import { expect, test } from "vitest";
import { pieces } from "../../src/links.ts";

/** Links are written in [brackets] here. */
const marked = (text: string) =>
  pieces(text)
    .map((piece) => (piece.href ? `[${piece.href}]` : piece.text))
    .join("");

test.each([
  ["no link", "打 95516 问一问", "打 95516 问一问"],
  ["empty", "", ""],
  ["a link alone", "https://www.95516.com", "[https://www.95516.com]"],
  ["Chinese punctuation ends it", "看https://a.cn/b，再说", "看[https://a.cn/b]，再说"],
  ["a full stop ends the sentence, not the link", "see https://a.cn/b.", "see [https://a.cn/b]."],
  ["query and fragment", "https://a.cn/?x=1&y=%20#z 好", "[https://a.cn/?x=1&y=%20#z] 好"],
  ["two links", "https://a.cn https://b.cn", "[https://a.cn] [https://b.cn]"],
  ["http is text", "http://a.cn", "http://a.cn"],
  ["javascript is text", "javascript:alert(1)", "javascript:alert(1)"],
  ["HTML is text", "<a href=x onclick=alert(1)>", "<a href=x onclick=alert(1)>"],
  ["a user name that imitates a site", "https://www.95516.com@evil.cn/", "https://www.95516.com@evil.cn/"],
  ["no host", "https:// ", "https:// "],
])("%s", (_, text, expected) => {
  expect(marked(text)).toBe(expected);
});
