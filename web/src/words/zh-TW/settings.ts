import type { Translated } from "../words.ts";
import type { settingsWords as zhCN } from "../zh-CN/settings.ts";

export const settingsWords: Translated<typeof zhCN> = {
  menu: "選單",
  leaveTalk: "關閉",
  largePrint: "大字模式",
  largePrintIs: "字和按鈕都變大，顏色更深。",
  colours: "顏色",
  colourNames: { auto: "跟手機一樣", light: "淺色", dark: "深色" },
  language: "語言",
  languageNames: { "zh-CN": "简体中文", "zh-TW": "繁體中文", en: "English" },
  languageNotArrived: "沒拿到這種語言的文字。看一下網路，再點一次。",
  botSpeaks: "帳房回話用簡體字，你打繁體字，它也看得懂。",
  newLines: (count) => `${count} 則新訊息`,
};
