/** The supervisor's side of the desk in memory: review of corrections, quality, figures, exports; and search. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Breach, Colleague, Correction, Deciding, Figures, FoundAll, Quality } from "../../src/api-types.ts";
import { attachment, body, json, refuse, type Refusal } from "../page/mock-answers.ts";
import { figures } from "./build-figures.ts";

export class MockSupervision {
  corrections: Correction[] = [];
  decisions: (Deciding & { id: string })[] = [];
  quality: Quality = { rules: RULES, checked: 12, breaches: [], more: false, behind: false };
  figures: Figures = figures();
  found: FoundAll[] = [];
  colleagues: Colleague[] = [];
  /** The calls that came, with what they asked for. */
  asked: string[] = [];
  /** Set to have the next call of an address refused: /search, /figures. */
  refusing: Record<string, Refusal> = {};

  /** False if the call is none of these. `route`: the method and what comes after /api/v1. */
  async serve(route: string, url: URL, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const [method, path] = route.replace(" /agent", " ").split(" ") as [string, string];
    const exported = /^\/exports\/(\w+)\.csv$/.exec(path);
    const decided = /^\/corrections\/([^/]+)\/decision$/.exec(path);
    const dismissed = /^\/quality\/([^/]+)\/dismiss$/.exec(path);
    const mine = ["/search", "/corrections", "/quality", "/figures"].includes(path) || exported || decided || dismissed;
    if (!mine) return false;
    this.asked.push(path + url.search);
    const refusal = this.refusing[path];
    delete this.refusing[path];
    if (refusal) refuse(response, ...refusal);
    else if (decided) this.decide(decided[1]!, JSON.parse(await body(request)) as Deciding, response);
    else if (dismissed) this.dismiss(dismissed[1]!, JSON.parse(await body(request)) as { reason: string }, response);
    else if (exported) attachment(response, `${exported[1]}.csv`, "export.csv", "\ufeffa,b\r\n");
    else if (path === "/search") json(response, 200, this.found.shift() ?? { found: [], more: false });
    else if (path === "/quality") json(response, 200, { ...this.quality, rules: this.quality.rules.map((rule) => ({ ...rule, count: this.broken(rule.id) })) });
    else if (path === "/figures") json(response, 200, this.figures);
    else if (method === "GET") json(response, 200, { corrections: this.inState(url.searchParams.get("state")) });
    return true;
  }

  private broken(rule: string): number {
    return this.quality.breaches.filter((breach) => breach.rule === rule && !breach.dismissed).length;
  }

  private inState(state: string | null): Correction[] {
    return this.corrections.filter((correction) => state === null || correction.state === state);
  }

  private decide(id: string, deciding: Deciding, response: ServerResponse): void {
    const correction = this.corrections.find((one) => one.id === id)!;
    if (correction.state !== "open") return refuse(response, 409, "这里刚刚被改过。请刷新看看，再操作。", "stale");
    this.decisions.push({ ...deciding, id });
    Object.assign(correction, { state: deciding.accept ? "accepted" : "rejected", decided_by: WANG, decision: deciding.reason });
    json(response, 200, correction);
  }

  private dismiss(id: string, { reason }: { reason: string }, response: ServerResponse): void {
    const breach = this.quality.breaches.find((one) => one.id === id)!;
    Object.assign(breach, { dismissed: true, dismissal: reason });
    json(response, 200, breach);
  }
}

const WANG = { id: "a2", name: "王主管" };
const LI = { id: "a1", name: "小李" };

const RULES: Quality["rules"] = [
  { id: "promise", name: "打了包票", severity: "high", explains: "说了“保证到账”这样的话。", count: 0 },
  { id: "slow_first", name: "第一次回得慢", severity: "medium", explains: "接过来 5 分钟还没说话。", count: 0 },
];

export function correction(id: string, more: Partial<Correction> = {}): Correction {
  return {
    id,
    conversation: "c1",
    seq: 7,
    text: "昨天那笔 1288 退错人了",
    what: "intent",
    name: "退错款",
    was: "多扣费",
    should_be: "退错款",
    reason: "商户说的是退给了别人",
    by: LI,
    at: "2026-11-22T10:12:00+08:00",
    state: "open",
    decided_by: null,
    decision: "",
    sentence: "昨天那笔 2366 退错人了",
    value: null,
    ...more,
  };
}

export function breach(id: string, more: Partial<Breach> = {}): Breach {
  return { id, rule: "promise", conversation: "c1", case_number: "ZF-20261122-K7YM-4", seq: 9, at: "2026-11-22T10:20:00+08:00", excerpt: "放心，保证明天到账。", agent: LI, dismissed: false, dismissal: "", ...more };
}
