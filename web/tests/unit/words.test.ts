import { describe, expect, test } from "vitest";
import { en } from "../../src/words/en/index.ts";
import { zhCN } from "../../src/words/zh-CN/index.ts";
import { zhTW } from "../../src/words/zh-TW/index.ts";

/** Where English quotes Chinese on purpose: the house's mark, languages in their own names, what to type. */
const QUOTED = /^(botAvatar|agentAvatar|languageNames\.|factExamples\.)/;
const HAN = /\p{Script=Han}/u;
/** Characters that only simplified Chinese has, and 賬, which Taiwan writes 帳. */
const SIMPLIFIED = /[们这说为时来会发对开过给还没关钱样让请认识单号记录机网络证删选换题谁两头买卖电话书写问间见长门儿点话没賬]/u;

/** Every text of a catalogue with its path; those made from a value are made from one. */
function texts(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) => {
    const at = path + name;
    if (typeof value === "string") return [[at, value] as [string, string]];
    if (typeof value === "function") return [[at, String(value(3, 4, 5))] as [string, string]];
    return texts(value as object, `${at}.`);
  });
}

const faults: Record<string, RegExp> = {
  "a half-width mark after Chinese": /\p{Script=Han}[,.?!:;()]/u,
  "a half-width mark before Chinese": /[,?!:;(]\p{Script=Han}/u,
  "no space between Chinese and Latin letters": /\p{Script=Han}[A-Za-z]|[A-Za-z]\p{Script=Han}/u,
  "an exclamation mark": /[!！]/u,
  "three full stops for an ellipsis": /\.\.\./u,
  "a space at an end": /^ | $/u,
};

describe.each([
  ["zh-CN", zhCN],
  ["zh-TW", zhTW],
])("%s", (_, words) => {
  test.each(Object.entries(faults))("never has %s", (_, fault) => {
    expect(texts(words).filter(([, text]) => fault.test(text))).toEqual([]);
  });
});

test("zh-TW is written in traditional characters, as in Taiwan", () => {
  const wrong = texts(zhTW).filter(([path, text]) => path !== "languageNames.zh-CN" && SIMPLIFIED.test(text));
  expect(wrong).toEqual([]);
});

test("English has no Chinese but what it quotes", () => {
  expect(texts(en).filter(([path, text]) => HAN.test(text) && !QUOTED.test(path))).toEqual([]);
});

test("English has no full-width marks and no exclamation marks", () => {
  expect(texts(en).filter(([path, text]) => /[，。？！：；（）、「」]|!/u.test(text) && !QUOTED.test(path))).toEqual([]);
});

test.each([
  ["zh-TW", zhTW],
  ["en", en],
])("%s says everything the page says, and nothing else", (_, words) => {
  expect(texts(words).map(([path]) => path).sort()).toEqual(texts(zhCN).map(([path]) => path).sort());
});
