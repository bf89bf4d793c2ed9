/** Short ways to write messages, pending words and cases in tests. */

import type { CaseFact, CaseView, Message, Paper, Receipt } from "../../src/contract.ts";
import type { Outgoing } from "../../src/outbox.ts";

export const NOW = new Date("2026-11-22T10:00:00+08:00"); // a Sunday

export function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    seq,
    at: NOW.toISOString(),
    actor: "bot",
    agent: null,
    text: `第 ${seq} 句`,
    choices: [],
    papers: [],
    file: null,
    quotes: null,
    recalled: false,
    recalls: null,
    slip: null,
    steps: [],
    card: null,
    known: [],
    in_reply_to: null,
    client_message_id: null,
    ...more,
  };
}

export function outgoing(id: string, more: Partial<Outgoing> = {}): Outgoing {
  return {
    client_message_id: id,
    said: { text: id },
    label: id,
    at: NOW.toISOString(),
    afterSeq: 1,
    order: null,
    state: "sending",
    failure: null,
    progress: 0,
    ...more,
  };
}

export function human(more: Partial<CaseView["human"]> = {}): CaseView["human"] {
  return { asked: false, reason: null, state: "none", position: null, agent: null, office: { open: true, says: "" }, ...more };
}

export function caseView(more: Partial<CaseView> = {}): CaseView {
  return {
    number: "ZF-20261122-K7YM-4",
    family: "overcharged",
    family_name: "多扣费",
    status: "open",
    phase: "verify",
    phases: [],
    step: null,
    facts: { order_number: null, amount: null, transaction_time: null },
    steps: [],
    known: [],
    missing: [],
    missing_names: [],
    due_at: null,
    due_estimated: false,
    due_promised: false,
    escalation: [],
    ladder: [],
    human: human(),
    others: [],
    rating: null,
    ...more,
  };
}

/** A fact as the case view has it: 金额, 1288 元. */
export function fact(id: string, name: string, words: string, more: Partial<CaseFact> = {}): CaseFact {
  return { id, name, words, origin: "said", file: null, editable: true, choices: [], ...more };
}

export function paper(kind: Paper["kind"], more: Partial<Paper> = {}): Paper {
  return { kind, name: kind, use: "交给收单机构。", now: true, ready: true, missing: [], ...more };
}

export function receipt(seq: number, log_index = seq): Receipt {
  return { log_index, seq, leaf_hash: "00", note: note(seq), checkpoint: null };
}

/** As the desk signs it, but for the signature. */
export function note(seq: number): string {
  return `zhangfang receipt v1\nexample\n${seq}\nAA==\nc ${seq}\n${NOW.toISOString()}\n\n— example AA==\n`;
}
