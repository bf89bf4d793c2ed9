import { expect, test } from "vitest";
import { chooseLanguage, languageOf } from "../../src/language-choice.ts";

test.each([
  ["zh-CN", "zh-CN"],
  ["zh", "zh-CN"],
  ["zh-Hans-HK", "zh-CN"],
  ["zh-SG", "zh-CN"],
  ["zh-TW", "zh-TW"],
  ["zh_tw", "zh-TW"],
  ["zh-HK", "zh-TW"],
  ["zh-Hant", "zh-TW"],
  ["zh-Hant-MO", "zh-TW"],
  ["en", "en"],
  ["en-GB", "en"],
  ["ja-JP", null],
  ["zhuang", null],
])("%s is spoken in %s", (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

test.each([
  { asked: "en", kept: "zh-TW", preferred: ["zh-CN"], language: "en" },
  { asked: null, kept: "zh-TW", preferred: ["zh-CN"], language: "zh-TW" },
  { asked: "xx", kept: null, preferred: ["zh-HK", "en"], language: "zh-TW" },
  { asked: null, kept: null, preferred: ["ja", "en-US"], language: "en" },
  { asked: null, kept: null, preferred: ["ja", "fr"], language: "zh-CN" },
  { asked: null, kept: null, preferred: [], language: "zh-CN" },
])("asked for $asked, kept $kept, browser $preferred: $language", ({ asked, kept, preferred, language }) => {
  expect(chooseLanguage(asked, kept, preferred)).toBe(language);
});
