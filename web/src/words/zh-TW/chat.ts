/** What bubbles, their menu and the composer say. */
import type { Translated } from "../words.ts";
import type { chatWords as zhCN } from "../zh-CN/chat.ts";

export const chatWords: Translated<typeof zhCN> = {
  openMenu: "這則訊息可以做什麼",
  bubbleMenu: { copy: "複製", select: "選取文字", quote: "引用", recall: "收回", cancel: "不傳了", save: "儲存原檔" },
  selectTitle: "選取文字",
  selectHint: "按住文字，選你要的部分。",
  copyAll: "全部複製",

  recalled: "你收回了一則訊息",
  editAgain: "重新編輯",
  notRecalled: "沒收回。看看網路，再試一次。",

  nameOf: { merchant: "你", bot: "帳房", agent: "真人客服", system: "系統" },
  saidBy: (name: string, words: string) => `${name}：${words}`,
  quoting: "引用",
  dropQuote: "不引用了",
  quotedGone: "引用的訊息已收回",
  toQuoted: "回到引用的那則",

  stepsToTick: "做好一項，勾一項",
  doneStep: (title: string) => `做好了：${title}`,
  summary: "核對一下",
  handOver: "轉真人客服",
  paperNames: {
    appeal_letter: "情況說明",
    call_script: "電話怎麼說",
    material_list: "材料清單",
    timeline: "時間軸",
    written_demand: "催款信",
  },
};
