/** Every word the page says by itself, in the language that was chosen before it was drawn. */

import type { Words } from "./words/words.ts";
import { zhCN } from "./words/zh-CN/index.ts";

export type Language = "zh-CN" | "zh-TW" | "en";

const OTHERS: Record<Exclude<Language, "zh-CN">, () => Promise<Words>> = {
  "zh-TW": async () => (await import("./words/zh-TW/index.ts")).zhTW,
  en: async () => (await import("./words/en/index.ts")).en,
};

export let strings: Words = zhCN;

/** To be called before anything is drawn. A catalogue that doesn't arrive leaves the page in Chinese. */
export async function speak(language: Language): Promise<Language> {
  if (language === "zh-CN") return language;
  try {
    strings = await OTHERS[language]();
    return language;
  } catch {
    return "zh-CN";
  }
}
