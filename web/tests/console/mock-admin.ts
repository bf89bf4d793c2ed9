/** The administrator's side of the desk in memory: accounts, settings, canned replies, webhooks, keys, health. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Account, ApiKey, CannedChange, CannedReply, Delivery, HealthShown, SetupShown, Webhook } from "../../src/api-types.ts";
import { body, json } from "../page/mock-answers.ts";
import { ago, ME } from "./build-talks.ts";

export class MockAdmin {
  accounts: Account[] = [
    account("a1", { name: ME.name, totp: true, last_signed_in: ago(9) }),
    account("a2", { name: "小李", locked_until: new Date(Date.now() + 600_000).toISOString() }),
    account("a3", { name: "陈主管", role: "supervisor" }),
    account("a4", { name: "老吴", active: false }),
  ];
  setup: SetupShown = SETUP;
  webhooks: Webhook[] = [
    webhook("w1", {}),
    webhook("w2", { url: "https://erp.example.com/zhangfang", failing_since: ago(90) }),
    webhook("w3", { url: "https://old.example.com/in", active: false }),
  ];
  deliveries: Delivery[] = [
    delivery("d1", {}),
    delivery("d2", { state: "waiting", tries: 3, last_status: 503, next_try_at: new Date(Date.now() + 60_000).toISOString() }),
    delivery("d3", { state: "given_up", tries: 12, last_status: null, last_error: "连不上" }),
  ];
  keys: ApiKey[] = [key("k1", {}), key("k2", { name: "旧报表", active: false, last_used_at: null })];
  health: HealthShown = {
    parts: (["good", "warning", "bad", "unknown"] as const).map((state, at) => ({ id: (["rasa", "disk", "audit", "clock"] as const)[at]!, name: ["读懂的话", "磁盘", "自查", "时钟"][at]!, says: "一切如常。", state })),
    started_at: ago(600),
    version: "0.1.0",
  };
  /** What was asked for besides looking: the method, the path, and the body. */
  done: string[] = [];

  /** False if the call is none of these. `route`: the method and what comes after /api/v1. */
  async serve(route: string, replies: CannedReply[], request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const [method, path] = route.replace(" /agent", " ").split(" ") as [string, string];
    const shown = this.shown(path);
    if (method === "GET") {
      if (shown) json(response, 200, shown);
      return shown !== null;
    }
    const said = (await body(request)) || "{}";
    const made = this.made(method, path, JSON.parse(said) as never, replies);
    if (made === null) return false;
    this.done.push(`${method} ${path} ${said}`);
    json(response, method === "POST" ? 201 : 200, made);
    return true;
  }

  private shown(path: string): unknown {
    const all: Record<string, unknown> = {
      "/accounts": { agents: this.accounts },
      "/setup": this.setup,
      "/webhooks": { webhooks: this.webhooks },
      "/deliveries": { deliveries: this.deliveries },
      "/api-keys": { keys: this.keys },
      "/health": this.health,
    };
    return all[path] ?? null;
  }

  private made(method: string, path: string, said: { name: string; url: string } & CannedChange, replies: CannedReply[]): unknown {
    if (route(method, path) === "POST /accounts") return { account: account("a9", { name: said.name }), password: "河-柳-九-四" };
    if (route(method, path) === "PATCH /accounts") return { account: this.accounts[0], password: "山-雨-三-七" };
    if (route(method, path) === "PUT /setup") return (this.setup = { ...this.setup, setup: { ...this.setup.setup, version: this.setup.setup.version + 1 } });
    if (route(method, path) === "POST /webhooks") return { webhook: webhook("w9", { url: said.url }), secret: "whsec_5f3c" };
    if (route(method, path) === "POST /api-keys") return { key: key("k9", { name: said.name }), secret: "zfk_7Q2M" };
    if (route(method, path) === "POST /canned") return { ...replies[0]!, ...said, id: "made", builtin: false };
    return null;
  }
}

/** Without what the address says of one of them. */
function route(method: string, path: string): string {
  return `${method} /${path.split("/")[1]}`;
}

function account(id: string, more: Partial<Account>): Account {
  return { id, name: id, role: "agent", active: true, totp: false, must_change_password: false, locked_until: null, last_signed_in: null, made_at: ago(9_000), first_password_until: null, ...more } as Account;
}

function webhook(id: string, more: Partial<Webhook>): Webhook {
  return { id, url: "https://crm.example.com/hooks/zhangfang", topics: ["case_opened", "handed_over"], active: true, failing_since: null, made_at: ago(9_000), ...more };
}

function delivery(id: string, more: Partial<Delivery>): Delivery {
  return { id, webhook: "w1", conversation: "c1", topic: "case_opened", at: ago(30), state: "delivered", tries: 1, last_status: 200, last_error: null, next_try_at: null, ...more };
}

function key(id: string, more: Partial<ApiKey>): ApiKey {
  return { id, name: "财务系统", scopes: ["cases:read", "packs:read"], start: "zfk_8H", active: true, last_used_at: ago(60), made_at: ago(9_000), ...more };
}

const DAY = [{ begins: "09:00", ends: "18:00" }];

const SETUP: SetupShown = {
  changed_at: null,
  changed_by: null,
  setup: {
    version: 3,
    hours: [DAY, DAY, DAY, DAY, DAY, [], []],
    holidays_closed: true,
    closed_on: ["2026-12-31"],
    open_on: [],
    away_word: "现在下班了，明天 9:00 有人。",
    amber_minutes: 3,
    red_minutes: 10,
    bot_back_minutes: 30,
    totp_roles: ["administrator"],
    retention_days: null,
    texts: { greet: "你好，我是账房。" },
  },
  texts: [
    { name: "greet", original: "你好，机器上的钱出了什么问题？", places: [] },
    { name: "case_opened", original: "立案了，案号 {number}。", places: ["number"] },
  ],
};
