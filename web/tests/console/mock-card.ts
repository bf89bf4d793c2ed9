/** The assistant's side of the desk in memory: cards, corrections, knowledge, closing, summary. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Card, CaseSummary, Closing, ClosingState, Correcting, Hits, StepRow, Verdict } from "../../src/api-types.ts";
import { body, json, refuse } from "../page/mock-answers.ts";

const CALL = /^(GET|POST) \/agent\/conversations\/([^/]+)\/(card|corrections|closing|close|summary|steps)(?:\/([^/]+))?(\/verdict)?$/;

export class MockCard {
  /** By seq; a message without one has not been read. */
  cards: Record<number, Card> = {};
  /** Every card that was asked for, by seq. */
  asked: number[] = [];
  verdicts: (Verdict & { seq: number })[] = [];
  corrections: Correcting[] = [];
  knowledge: Hits = { hits: [] };
  searches: string[] = [];
  closing: ClosingState = { open_steps: [], summary: "", may_close: true };
  closings: Closing[] = [];
  summary: CaseSummary = { happened: [], facts: [], done: [], open: [], due: [], text: "" };
  /** Set to have the next call refused: path's last word, status, code, message, field. */
  refusing: Record<string, { status: number; code: string; message: string; field?: string }> = {};

  /** False if the call is none of these. `route`: the method and what comes after /api/v1. */
  async serve(route: string, url: URL, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (route === "GET /agent/readable") return done(response, READABLE);
    if (route === "GET /agent/knowledge") {
      this.searches.push(url.searchParams.get("q")!);
      return this.refused("knowledge", response) || done(response, this.knowledge);
    }
    const [, method, , what, which, verdict] = CALL.exec(route) ?? [];
    if (!what) return false;
    if (this.refused(what, response)) return true;
    const said = method === "POST" ? (JSON.parse((await body(request)) || "null") as never) : (null as never);
    if (what === "card") return this.serveCard(Number(which), verdict !== undefined, said, response);
    if (what === "summary") return done(response, this.summary);
    if (what === "closing") return done(response, this.closing);
    if (what === "corrections") this.corrections.push(said);
    else if (what === "close") this.closings.push(said);
    else if (what === "steps") this.tick(which!);
    return done(response, { seq: 99 }, what === "corrections" ? 201 : 200);
  }

  private serveCard(seq: number, isVerdict: boolean, said: Verdict, response: ServerResponse): boolean {
    const card = this.cards[seq];
    if (!isVerdict) {
      this.asked.push(seq);
      return done(response, card ?? unread(seq));
    }
    this.verdicts.push({ ...said, seq });
    if (card) card.suggestions = card.suggestions.map((one) => (one.id === said.suggestion ? { ...one, verdict: said.verdict } : one));
    return done(response, { seq: 98 });
  }

  private tick(id: string): void {
    const open_steps = this.closing.open_steps.filter((step) => step.id !== id);
    this.closing = { ...this.closing, open_steps, may_close: open_steps.length === 0 };
  }

  private refused(what: string, response: ServerResponse): boolean {
    const refusal = this.refusing[what];
    if (!refusal) return false;
    delete this.refusing[what];
    const { status, code, message, field } = refusal;
    if (field === undefined) refuse(response, status, message, code);
    else json(response, status, { error: { code, message, field } });
    return true;
  }
}

export const READABLE = {
  intents: [
    { id: "overcharged", name: "多扣费" },
    { id: "not_arrived", name: "不到账" },
    { id: "wrong_refund", name: "退错款" },
    { id: "ask_human", name: "要人工" },
  ],
  facts: [
    { id: "amount", name: "金额" },
    { id: "order_number", name: "订单号" },
    { id: "transaction_time", name: "交易时间" },
  ],
};

export function unread(seq: number): Card {
  return { seq, text: "还没读到的一句", read: false, intents: [], sure: false, entities: [], nearest: [], why: [], missing: [], suggestions: [], corrected: null };
}

/** 昨天 is inside nothing; 1288 元 is both an amount and, wrongly, a piece of the order number's row. */
export function readCard(seq: number, more: Partial<Card> = {}): Card {
  return {
    seq,
    text: "昨天下午刷卡扣了两次 1288 元，钱怎么还不退",
    read: true,
    intents: [
      { id: "overcharged", name: "多扣费", confidence: 0.874 },
      { id: "wrong_refund", name: "退错款", confidence: 0.081 },
      { id: "not_arrived", name: "不到账", confidence: 0.032 },
    ],
    sure: true,
    entities: [
      { name: "transaction_time", label: "交易时间", value: "11 月 21 日下午", start: 0, end: 4 },
      { name: "amount", label: "金额", value: "1288 元", start: 11, end: 17 },
      { name: "count", label: "次数", value: "两次", start: 8, end: 14 },
    ],
    nearest: [{ text: "一笔钱刷了两遍，扣了我两次", intent: "overcharged", intent_name: "多扣费", nearness: 0.91 }],
    why: [{ line: "按“多扣费”立案，先核实是哪一笔", source: "knowledge/families/overcharged.yml find_record（000:L6）" }],
    missing: [{ id: "order_number", name: "订单号", choices: [] }],
    suggestions: [
      { id: "ask-order_number", kind: "ask", title: "问订单号", text: "麻烦看一下小票上的订单号，发给我就行。", source: "knowledge/facts.yml order_number", confidence: null, verdict: null },
      { id: "step-find_record", kind: "step", title: "找到这一笔", text: "在 POS 的交易记录里找到这一笔，记下金额、时间和订单号。", source: "knowledge/families/overcharged.yml find_record（000:L6）", confidence: null, verdict: null },
      { id: "answer-refund_days", kind: "answer", title: "多久退回来", text: "一般要几个工作日，以收单机构答复为准。", source: "knowledge/faq/refund.yml（级别 B）", confidence: 0.72, verdict: null },
    ],
    corrected: null,
    ...more,
  };
}

export function openStep(id: string, title: string): StepRow {
  return { id, title, phase: "contact", state: "todo", at: null, by: null, mandatory: true, do: "打给收单机构，说清是哪一笔。", source: "000:L12" };
}

function done(response: ServerResponse, value: unknown, status = 200): true {
  json(response, status, value);
  return true;
}
