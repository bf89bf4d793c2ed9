import type { Translated } from "../words.ts";
import type { caseWords as zhCN } from "../zh-CN/case.ts";

export const caseWords: Translated<typeof zhCN> = {
  steps: "每一步",
  stepState: {
    todo: "還沒到",
    now: "現在做",
    waiting: "在等回覆",
    done: "做好了",
    stuck: "沒做成",
    skipped: "跳過了",
  },
  stepsDone: (done, all) => `${done} / ${all}`,
  fromSlip: "從簽單上讀到的",
  changeFact: "改",
  changeFactOf: (name) => `改${name}`,
  fillFact: "填上",
  fillFactOf: (name) => `填${name}`,
  saveFact: "記下",
  leaveFact: "不改了",
  leaveFilling: "先不填",
  savingFact: "正在記…",
  factNotSaved: "沒記上。看看網路，再點一次。",
  factSaved: (name) => `${name}記下了。`,
  factExamples: {
    order_number: "簽單或帳單上的單號",
    amount: "例如 1288.5",
    transaction_time: "例如 11月21日下午3點",
    promised_by: "例如 下週三",
  },
};
