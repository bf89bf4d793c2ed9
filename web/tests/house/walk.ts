/** A walk from complaint to refund, as data, and what must hold on every step of it. */

import type { Does } from "./turn.ts";

export type Phase = "核实" | "联系" | "提交" | "等待" | "升级";
export type Fact = "金额" | "交易时间" | "订单号";

export type Turn = (Does | Works) & {
  /** Words of the answer. */
  hears?: string;
  /** The fact that the answer asks for; without it the answer asks for none. */
  asked?: Fact;
  /** The phase that the answer enters; without it the phase stays. */
  enters?: Phase;
};

/** Does one step after the other until the phase is another: how many there are is knowledge's business. */
export interface Works {
  works: "until the next phase";
}

export interface Walk {
  family: string;
  /** As an angry shop owner types it, without the family's name. */
  complaint: string;
  /** What the first answer has understood of it. */
  recorded: string[];
  asked?: Fact;
  turns: Turn[];
  theme?: "dark";
}

const QUESTIONS: Record<Fact, string> = {
  金额: "是多少钱？",
  交易时间: "是哪天、几点的事？",
  订单号: "订单号发我一下",
};

/** The facts that an answer asks for, once for every time. */
export function factsAsked(answer: string[]): Fact[] {
  const names = Object.keys(QUESTIONS) as Fact[];
  return answer.flatMap((bubble) => names.filter((name) => bubble.includes(QUESTIONS[name])));
}
