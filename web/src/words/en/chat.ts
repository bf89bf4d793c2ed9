/** What bubbles, their menu and the composer say. */
import type { Translated } from "../words.ts";
import type { chatWords as zhCN } from "../zh-CN/chat.ts";

export const chatWords: Translated<typeof zhCN> = {
  openMenu: "What you can do with this message",
  bubbleMenu: { copy: "Copy", select: "Select", quote: "Quote", recall: "Unsend", cancel: "Don't send", save: "Save original" },
  selectTitle: "Select text",
  selectHint: "Press and hold to pick the words you want.",
  copyAll: "Copy all",

  recalled: "You unsent a message",
  editAgain: "Edit again",
  notRecalled: "It was not unsent. Check the network and try again.",

  nameOf: { merchant: "You", bot: "Zhangfang", agent: "Agent", system: "System" },
  saidBy: (name: string, words: string) => `${name}: ${words}`,
  quoting: "Quote",
  dropQuote: "Don't quote",
  quotedGone: "The quoted message was unsent",
  toQuoted: "Go to the quoted message",

  stepsToTick: "Tick each one when it is done",
  doneStep: (title: string) => `Done: ${title}`,
  summary: "Please check",
  handOver: "Passing you to a person",
  paperNames: {
    appeal_letter: "Statement of facts",
    call_script: "What to say on the phone",
    material_list: "List of materials",
    timeline: "Timeline",
    written_demand: "Letter of demand",
  },
};
