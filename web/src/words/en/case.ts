import type { Translated } from "../words.ts";
import type { caseWords as zhCN } from "../zh-CN/case.ts";

export const caseWords: Translated<typeof zhCN> = {
  steps: "Every step",
  stepState: {
    todo: "Not yet",
    now: "Do this now",
    waiting: "Waiting for an answer",
    done: "Done",
    stuck: "Did not work",
    skipped: "Skipped",
  },
  stepsDone: (done, all) => `${done} of ${all}`,
  fromSlip: "Read from the slip",
  changeFact: "Change",
  changeFactOf: (name) => `Change ${name}`,
  fillFact: "Fill in",
  fillFactOf: (name) => `Fill in ${name}`,
  saveFact: "Save",
  leaveFact: "Leave it",
  leaveFilling: "Not now",
  savingFact: "Saving…",
  factNotSaved: "It was not saved. Check the network and press again.",
  factSaved: (name) => `${name} is saved.`,
  factExamples: {
    order_number: "the number on the slip or the bill",
    amount: "for example 1288.5",
    transaction_time: "for example 11月21日下午3点",
    promised_by: "for example 下周三",
  },
};
