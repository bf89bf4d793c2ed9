/** Every word the page says by itself, in the chosen language. What is drawn from it is drawn anew in another. */

import { shallowReactive } from "vue";
import type { Words } from "./words/words.ts";
import { zhCN } from "./words/zh-CN/index.ts";

export type Language = "zh-CN" | "zh-TW" | "en";

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
