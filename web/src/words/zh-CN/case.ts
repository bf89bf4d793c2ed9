/** What the half-screen sheet says of the case's steps and facts. */

export const caseWords = {
  steps: "每一步",
  stepState: {
    todo: "还没到",
    now: "现在做",
    waiting: "在等答复",
    done: "做好了",
    stuck: "没做成",
    skipped: "跳过了",
  },
  stepsDone: (done: number, all: number) => `${done} / ${all}`,
  fromSlip: "小票上读到的",
  changeFact: "改",
  changeFactOf: (name: string) => `改${name}`,
  fillFact: "填上",
  fillFactOf: (name: string) => `填${name}`,
  saveFact: "记下",
  leaveFact: "不改了",
  leaveFilling: "先不填",
  savingFact: "正在记…",
  factNotSaved: "没记上。看看网络，再点一次。",
  factSaved: (name: string) => `${name}记下了。`,
  factExamples: {
    order_number: "小票或账单上的单号",
    amount: "比如 1288.5",
    transaction_time: "比如 11月21日下午3点",
    promised_by: "比如 下周三",
  } as Record<string, string>,
};
