import type { Translated } from "../words.ts";
import type { settingsWords as zhCN } from "../zh-CN/settings.ts";

export const settingsWords: Translated<typeof zhCN> = {
  menu: "Menu",
  leaveTalk: "Close",
  largePrint: "Large print",
  largePrintIs: "Larger letters and buttons, stronger colours.",
  colours: "Colours",
  colourNames: { auto: "As the phone", light: "Light", dark: "Dark" },
  language: "Language",
  languageNames: { "zh-CN": "简体中文", "zh-TW": "繁體中文", en: "English" },
  languageNotArrived: "The words of that language did not arrive. Check the network and try again.",
  botSpeaks: "The bookkeeper speaks Chinese and reads Chinese. Only the page around it is in English.",
  newLines: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
};
