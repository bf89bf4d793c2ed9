import { expect, test } from "vitest";
import { pieces } from "../../src/links.ts";

/** Links are written in [brackets] here. */
const marked = (text: string, phones = false) =>
  pieces(text, phones)
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
  ["http too", "http://a.cn", "[http://a.cn]"],
  ["a host in capitals, with its port", "HTTPS://A.CN:443/b", "[HTTPS://A.CN:443/b]"],
  ["punycode is shown as it is", "https://xn--80ak6aa92e.com/", "[https://xn--80ak6aa92e.com/]"],
  ["Cyrillic that imitates Latin is text", "https://аррӏе.com/", "https://аррӏе.com/"],
  ["half Latin, half Cyrillic is text", "https://www.уandex.com", "https://www.уandex.com"],
  ["a Chinese host is not cut in two", "https://www.pay.中国/", "https://www.pay.中国/"],
  ["a Cyrillic letter in the path", "https://a.cn/pаy", "https://a.cn/pаy"],
  ["a number that the browser reads as an address", "http://0x7f000001/", "http://0x7f000001/"],
  ["a host in percent signs", "https://evil%2ecn/", "https://evil%2ecn/"],
  ["javascript is text", "javascript:alert(1)", "javascript:alert(1)"],
  ["data and file are text", "data:text/html,x file:///etc/passwd", "data:text/html,x file:///etc/passwd"],
  ["HTML is text", "<a href=x onclick=alert(1)>", "<a href=x onclick=alert(1)>"],
  ["a user name that imitates a site", "https://www.95516.com@evil.cn/", "https://www.95516.com@evil.cn/"],
  ["no host", "https:// ", "https:// "],
])("%s", (_, text, expected) => {
  expect(marked(text)).toBe(expected);
});

test.each([
  ["a clearing house", "打 95516 问一问", "打 [tel:95516] 问一问"],
  ["right after Chinese", "拨12363，按 2", "拨[tel:12363]，按 2"],
  ["with hyphens", "1010-8989、400-666-8888", "[tel:10108989]、[tel:4006668888]"],
  ["the police", "打 110。", "打 [tel:110]。"],
  ["an amount", "95516 元、¥95516、95516.00、110 块", "95516 元、¥95516、95516.00、110 块"],
  ["inside an order number", "单号 2026955160012 和 A95516", "单号 2026955160012 和 A95516"],
  ["a masked number", "6222****95516、95516****", "6222****95516、95516****"],
  ["inside an address", "https://www.95516.com/", "[https://www.95516.com/]"],
  ["a time", "12345:00、1:12315", "12345:00、1:12315"],
])("telephone: %s", (_, text, expected) => {
  expect(marked(text, true)).toBe(expected);
});

test("nothing is lost or added", () => {
  const text = "a\n https://a.cn/) 95516\u200b‮ 12315…";
  expect(pieces(text, true).map((piece) => piece.text).join("")).toBe(text);
});
