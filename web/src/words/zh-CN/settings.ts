/** What the menu says. */

export const settingsWords = {
  menu: "菜单",
  leaveTalk: "关上",
  largePrint: "大字模式",
  largePrintIs: "字和按钮都变大，颜色更深。",
  colours: "颜色",
  colourNames: { auto: "跟手机一样", light: "浅色", dark: "深色" },
  language: "语言",
  languageNames: { "zh-CN": "简体中文", "zh-TW": "繁體中文", en: "English" },
  languageNotArrived: "没拿到这种语言的字。看看网络，再点一次。",
  /** Where the page speaks another language than the bot; empty where it does not. */
  botSpeaks: "",
  newLines: (count: number) => `${count} 条新消息`,
};
