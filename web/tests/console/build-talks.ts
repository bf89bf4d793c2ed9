/** Conversations for the console's tests: short ways to write them, and a few that could have happened. */

import type { CaseView, FactRow, FileRow, Hold, Message, Row, StepRow, TimelineEntry } from "../../src/api-types.ts";
import type { Reason, Standing } from "../../src/console/contract.ts";
import { caseView, message } from "../unit/build.ts";

export const ME = { id: "a1", name: "小周" };
export const LI = { id: "a2", name: "小李" };
export const CHEN = { id: "a3", name: "陈主管" };

const MINUTE = 60_000;

/** So many minutes ago. */
export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE).toISOString();
}

export function hold(state: Hold["state"], more: Partial<Hold> = {}): Hold {
  return { state, reason: null, rank: null, since: null, position: null, agent: null, offered_to: null, word: "", bot_back_at: null, ...more };
}

export function waiting(reason: Reason, minutes: number, rank = 2): Hold {
  return hold("waiting", { reason, rank, since: ago(minutes), position: 1 });
}

export function held(by = ME, minutes = 5): Hold {
  return hold("held", { agent: by, since: ago(minutes) });
}

/** A conversation as the desk in memory keeps it. */
export interface Talk {
  standing: Standing;
  entries: TimelineEntry[];
}

export function talk(id: string, merchant: string | null, more: Partial<Standing> = {}): Talk {
  const standing: Standing = {
    conversation: id,
    hold: hold("bot"),
    mine: false,
    merchant,
    merchant_id: merchant ? "M80021" : null,
    sensitive: true,
    opened_at: ago(120),
    case: theCase(),
    facts: [],
    missing: [],
    refused: [],
    steps: [],
    files: [],
    sealed: [],
    rated: [],
    ...more,
  };
  return { standing, entries: [] };
}

const PHASES = ["核实", "联系", "提交", "等待", "升级"];
const PHASE_IDS = ["verify", "contact", "submit", "wait", "escalate"] as const;

export function theCase(more: Partial<CaseView> = {}): CaseView {
  const at = PHASE_IDS.indexOf(more.phase ?? "contact");
  const phases = PHASES.map((name, index) => ({
    id: PHASE_IDS[index]!,
    name,
    state: index < at ? ("done" as const) : index === at ? ("now" as const) : ("todo" as const),
  }));
  return caseView({ number: "ZF-20261122-K7YM-4", phase: "contact", phases, ...more });
}

/** Adds an entry to a talk: a message of somebody's, unless `more` says what else it is. */
export function put(to: Talk, actor: Message["actor"], text: string, more: Partial<TimelineEntry> & { said?: Partial<Message> } = {}): TimelineEntry {
  const { said, ...rest } = more;
  const seq = (to.entries.at(-1)?.seq ?? 0) + 1;
  const at = rest.at ?? new Date().toISOString();
  const entry: TimelineEntry = {
    seq,
    at,
    kind: "message",
    actor,
    line: "",
    message: message(seq, { at, actor, text, ...said }),
    by: null,
    internal: false,
    about: null,
    ...rest,
  };
  to.entries.push(entry);
  return entry;
}

/** What happened besides talking. */
export function happened(to: Talk, line: string, more: Partial<TimelineEntry> = {}): TimelineEntry {
  return put(to, "system", "", { kind: "change", line, message: null, ...more });
}

export function fact(id: string, name: string, words: string, more: Partial<FactRow> = {}): FactRow {
  return { id, name, words, origin: "said", file: null, editable: true, choices: [], by: null, reason: null, ...more };
}

export function step(id: string, phase: string, title: string, more: Partial<StepRow> = {}): StepRow {
  return { id, phase, title, state: "todo", at: null, by: null, mandatory: false, do: "", source: "", ...more };
}

export function picture(seq: number, more: Partial<FileRow> = {}): FileRow {
  return { seq, sha256: "ab12", name: "小票.jpg", media: "image/jpeg", size: 182_000, view: "ready", recalled: false, read: [], offers: [], ...more };
}

/** As the lists show it. */
export function rowOf({ standing, entries }: Talk): Row {
  const said = entries.filter(({ message: bubble }) => bubble && bubble.recalls === null);
  const last = said.at(-1);
  const answered = said.findLastIndex(({ actor }) => actor !== "merchant");
  return {
    conversation: standing.conversation,
    case_number: standing.case.number,
    family: standing.case.family,
    family_name: standing.case.family_name,
    phase: standing.case.phase,
    status: standing.case.status,
    merchant: standing.merchant,
    last_text: last?.message?.text ?? "",
    last_actor: last?.actor ?? "bot",
    last_at: last?.at ?? standing.opened_at,
    last_seq: entries.at(-1)?.seq ?? 0,
    unanswered: said.length - 1 - answered,
    due_at: standing.case.due_at,
    overdue: standing.case.due_at !== null && Date.parse(standing.case.due_at) < Date.now(),
    hold: standing.hold,
  };
}

/** The one that most tests look at: 王记烧烤, charged twice, in this agent's hands. */
export function chargedTwice(): Talk {
  const it = talk("c1", "王记烧烤", {
    hold: held(),
    mine: true,
    facts: [
      fact("amount", "金额", "128 元"),
      fact("transaction_time", "交易时间", "11 月 21 日 19:20", { origin: "slip", file: 5 }),
    ],
    missing: [{ id: "order_number", name: "订单号", choices: [] }],
    steps: [
      step("find_record", "verify", "找到这一笔的交易记录", { state: "done", at: ago(40), mandatory: true, do: "在 POS 的交易记录里找到这一笔，记下金额、时间和订单号。", source: "overcharged.yml" }),
      step("call_acquirer", "contact", "打收单机构的客服电话", { state: "now", mandatory: true, do: "拨打机器上贴的客服电话，说明同一笔刷了两遍。" }),
      step("ask_customer", "contact", "请顾客留好扣款短信", { do: "请顾客截一张扣款短信的图。" }),
      step("send_letter", "submit", "交情况说明", { mandatory: true }),
    ],
    files: [picture(5, { read: ["金额：128 元", "日期时间：11 月 21 日 19:20", "参考号：112233（看不太清）"] })],
    sealed: [{ seq: 7, name: "phone-1", shown: "138****5678" }],
    case: theCase({ due_at: new Date(Date.now() + 2 * 24 * 60 * MINUTE).toISOString(), due_estimated: true }),
  });
  put(it, "bot", "你好，我是账房。机器上的钱出了什么问题，跟我说说。", { at: ago(60 * 26) });
  put(it, "merchant", "顾客那笔一百二十八刷了两次，多扣了一遍", { at: ago(50) });
  put(it, "bot", "听着是多扣费。先找到这一笔的交易记录，有小票就拍给我。", {
    at: ago(50),
    said: { choices: [{ id: "x", label: "找到了" }, { id: "y", label: "找不到" }] },
  });
  happened(it, "按“多扣费”立案 ZF-20261122-K7YM-4", { at: ago(50) });
  put(it, "merchant", "[文件] 小票.jpg", {
    at: ago(48),
    kind: "file",
    said: { file: { name: "小票.jpg", media: "image/jpeg", size: 182_000, sha256: "ab12", view: "ready" } },
  });
  put(it, "merchant", "发错了", { at: ago(47), said: { recalled: true, text: "" } });
  put(it, "merchant", "我电话 138****5678，能不能找个人给我说", { at: ago(12) });
  happened(it, "商户说要找人工，排在第 1 位", { at: ago(12) });
  happened(it, "接待了这段对话", { at: ago(5), actor: "agent", by: ME.name });
  put(it, "agent", "王老板你好，我是小周，前面的我都看了，不用再说一遍。", {
    at: ago(5),
    by: ME.name,
    said: { quotes: { seq: 7, actor: "merchant", text: "我电话 138****5678，能不能找个人给我说" } },
  });
  put(it, "agent", "", { kind: "note", line: "上周也来过一次，同一台机器。", message: null, at: ago(4), by: LI.name, internal: true });
  put(it, "merchant", "好的，那我现在怎么办？", { at: ago(2) });
  return it;
}

/** A morning's queue: one in hand, three waiting, one passed on by a colleague, one with the bot. */
export function morning(): Talk[] {
  const talks = [
    chargedTwice(),
    talk("c2", "顺发便利店", { hold: waiting("danger", 2, 0), case: theCase({ family: "not_arrived", family_name: "不到账" }) }),
    talk("c3", "老街面馆", { hold: waiting("asked", 14), case: theCase({ family: "wrong_refund", family_name: "退错款", phase: "submit" }) }),
    talk("c4", null, { hold: waiting("stuck", 5), case: theCase({ number: null, family: null, family_name: null, phase: null, phases: [], status: "none" }) }),
    talk("c5", "阿芳美甲", { hold: hold("offered", { agent: LI, offered_to: ME, word: "我要去开会，帮我盯一下", since: ago(3) }) }),
    talk("c6", "建国五金", { hold: hold("bot") }),
  ];
  const said = ["对方让我去扫一个码，说是退款", "退款退到别人卡上去了，急", "我试了两次都查不到", "好的我等你们", "机器没出票但是钱扣了"];
  talks.slice(1).forEach((one, at) => {
    put(one, "bot", "你好，我是账房。机器上的钱出了什么问题，跟我说说。", { at: ago(30 - at) });
    put(one, "merchant", said[at]!, { at: ago(15 - at) });
  });
  return talks;
}
