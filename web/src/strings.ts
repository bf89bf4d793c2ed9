/** Every word the page says by itself, in the chosen language. What is drawn from it is drawn anew in another. */

import { shallowReactive } from "vue";
import type { Words } from "./words/words.ts";
import { zhCN } from "./words/zh-CN/index.ts";

export type Language = "zh-CN" | "zh-TW" | "en";

/** The desk's texts, the bot's words among them, are Chinese, whatever the page speaks. */
export const DESK_SPEAKS: Language = "zh-CN";

export const strings: Words = shallowReactive<Words>({ ...zhCN });

const CATALOGUES: Record<Language, () => Promise<Words>> = {
  "zh-CN": async () => zhCN,
  "zh-TW": async () => (await import("./words/zh-TW/index.ts")).zhTW,
  en: async () => (await import("./words/en/index.ts")).en,
};

/** Which language is spoken from now on: the one asked for, or Chinese if its words don't arrive at first. */
export async function speak(language: Language): Promise<Language | null> {
  try {
    Object.assign(strings, await CATALOGUES[language]());
    return language;
  } catch {
    return null;
  }
}
