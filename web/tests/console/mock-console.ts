/** A desk in memory for the console's tests: serves the built page and the agent API. */

import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { AgentShown, CannedReplies, Colleague, FactsChange, Hold, Office, Saying, StepChange, TimelineEntry } from "../../src/api-types.ts";
import { body, json, refuse, type Refusal } from "../page/mock-answers.ts";
import { CHEN, fact, held, hold, LI, ME, morning, put, rowOf, type Talk } from "./build-talks.ts";
import { MockAdmin } from "./mock-admin.ts";
import { MockCard } from "./mock-card.ts";
import { MockSession } from "./mock-session.ts";
import { MockSupervision } from "./mock-supervision.ts";

const DIST = process.env.DIST ?? join(import.meta.dirname, "../../dist");
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
/** As the desk sends it (desk/headers.py): what the page may not do shows as an error in the tests. */
const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const SLIP =
  '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="420"><rect width="300" height="420" fill="#f6f4ee"/>' +
  '<g font-size="22" fill="#333"><text x="80" y="60">POS 签购单</text><text x="24" y="130">金额：RMB 128.00</text>' +
  '<text x="24" y="180">2026/11/21 19:20</text><text x="24" y="230">参考号：112233</text></g></svg>';
const CALL = /^(GET|POST) \/agent\/conversations\/([^/]+)(?:\/(.+))?$/;

export class MockConsole {
  talks: Talk[] = morning();
  office: Office = { open: true, until: null, says: "今天 18:00 下班" };
  colleagues: Colleague[] = [
    { ...ME, role: "agent", online: true, away: false, holds: 1 },
    { ...LI, role: "agent", online: true, away: false, holds: 3 },
    { ...CHEN, role: "supervisor", online: false, away: false, holds: 0 },
  ];
  canned: CannedReplies = {
    replies: [
      { id: "hello", shortcut: "hello", title: "打招呼", text: "你好，我是{agent}，前面的我都看过了。", family: null, deeds: [], builtin: true },
      { id: "twice", shortcut: "twice", title: "多扣费怎么退", text: "{amount} 这一笔会原路退回，订单号是 {order_number}。", family: "overcharged", deeds: [], builtin: false },
      { id: "bye", shortcut: "bye", title: "说完就交还", text: "这件事账房会接着陪你办。", family: null, deeds: ["say", "done_step", "hand_back"], builtin: false },
    ],
    variables: { agent: "你的名字", amount: "金额", order_number: "订单号" },
  };
  readonly session = new MockSession();
  readonly card = new MockCard();
  readonly supervision = new MockSupervision();
  readonly admin = new MockAdmin();
  /** What the console has said, noted and typed. */
  said: (Saying & { conversation: string })[] = [];
  notes: string[] = [];
  typed: boolean[] = [];
  done: string[] = [];
  /** Set to refuse calls by their last word: "messages", "claim", … */
  failing: Record<string, Refusal | "dead"> = {};
  /** Set to have calls wait, by their last word, until it is fulfilled. */
  late: Record<string, Promise<unknown>> = {};
  /** While true no stream can be opened. */
  away = false;
  url = "";
  private readonly lists = new Set<ServerResponse>();
  private readonly open = new Map<string, Set<ServerResponse>>();
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/desk`;
    return this;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  talk(id: string): Talk {
    return this.talks.find(({ standing }) => standing.conversation === id)!;
  }

  /** The merchant, the bot or a colleague says something. */
  say(id: string, actor: "merchant" | "bot" | "agent", text: string, more: Parameters<typeof put>[3] = {}): TimelineEntry {
    const entry = put(this.talk(id), actor, text, more);
    this.tell(id, "entry", entry, entry.seq);
    this.tellRow(id);
    return entry;
  }

  setHold(id: string, changed: Hold): Hold {
    const { standing } = this.talk(id);
    standing.hold = changed;
    standing.mine = changed.agent?.id === ME.id;
    this.changed(id);
    return changed;
  }

  /** Case, facts, hold or files are otherwise now. */
  changed(id: string): void {
    this.tell(id, "standing", this.talk(id).standing);
    this.tellRow(id);
  }

  add(one: Talk): void {
    this.talks.push(one);
    this.tellRow(one.standing.conversation);
  }

  /** Who else has it open. */
  here(id: string, others: AgentShown[]): void {
    this.tell(id, "here", others);
  }

  typing(id: string, who: string, on: boolean): void {
    this.tell(id, "typing", { who, on });
  }

  gone(id: string): void {
    this.tell(id, "gone", {});
    this.tellLists("gone", { conversation: id });
    this.talks = this.talks.filter(({ standing }) => standing.conversation !== id);
  }

  setOffice(office: Office): void {
    this.office = office;
    this.tellLists("office", office);
  }

  dropStreams(): void {
    for (const stream of [...this.lists, ...[...this.open.values()].flatMap((all) => [...all])]) stream.destroy();
  }

  tellRow(id: string): void {
    this.tellLists("row", rowOf(this.talk(id)));
  }

  private tellLists(event: string, data: unknown): void {
    for (const stream of this.lists) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  private tell(id: string, event: string, data: unknown, seq?: number): void {
    const text = `event: ${event}\n${seq ? `id: ${seq}\n` : ""}data: ${JSON.stringify(data)}\n\n`;
    for (const stream of this.open.get(id) ?? []) stream.write(text);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, this.url);
    if (!url.pathname.startsWith("/api/")) return file(url.pathname, response);
    const route = `${request.method} ${url.pathname.replace("/api/v1", "")}`;
    const last = url.pathname.split("/").at(-1)!;
    await this.late[last];
    const failing = this.failing[last];
    if (failing === "dead") return void request.socket.destroy();
    if (failing) return refuse(response, ...failing);
    if (await this.session.serve(route, request, response)) return;
    if (route === "GET /agent/queue") return json(response, 200, this.queue());
    if (route === "GET /agent/stream") return this.stream(this.lists, request, response);
    if (route === "GET /agent/conversations") return this.page(url, response);
    if (route === "GET /agent/colleagues") return json(response, 200, { agents: this.colleagues });
    if (route === "GET /agent/canned") return json(response, 200, this.canned);
    if (route === "POST /agent/presence") {
      this.done.push(`away ${(JSON.parse(await body(request)) as { away: boolean }).away}`);
      return void response.writeHead(204).end();
    }
    if (await this.conversation(route, url, request, response)) return;
    if (await this.card.serve(route, url, request, response)) return;
    if (await this.supervision.serve(route, url, request, response)) return;
    if (await this.admin.serve(route, this.canned.replies, request, response)) return;
    refuse(response, 404, "没有这个地址。", "not_found");
  }

  private queue(): unknown {
    const rows = this.talks.map(rowOf);
    return {
      waiting: rows.filter(({ hold: { state } }) => state === "waiting"),
      mine: rows.filter(({ hold: { agent } }) => agent?.id === ME.id),
      offered: rows.filter(({ hold: { offered_to } }) => offered_to?.id === ME.id),
      office: this.office,
      amber_minutes: 3,
      red_minutes: 10,
    };
  }

  private page(url: URL, response: ServerResponse): void {
    const wanted = (name: string, value: string | null) => [null, value].includes(url.searchParams.get(name));
    const rows = this.talks
      .map(rowOf)
      .filter((row) => wanted("state", row.hold.state) && wanted("family", row.family) && wanted("agent", row.hold.agent?.id ?? null));
    json(response, 200, { rows, next: null });
  }

  private async conversation(route: string, url: URL, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const [, method, id, rest = ""] = CALL.exec(route) ?? [];
    const found = id && this.talks.find(({ standing }) => standing.conversation === id);
    if (!id) return false;
    if (!found) refuse(response, 404, "没有找到。可能已经转走、删除，或者不归你看。", "nothing_there");
    else if (route.endsWith("/stream")) this.streamOf(id, found, url, request, response);
    else if (method === "GET" && rest === "") json(response, 200, { ...found.standing, entries: found.entries });
    else if (rest.startsWith("files/")) response.writeHead(200, { "Content-Type": "image/svg+xml" }).end(SLIP);
    else if (rest === "pack") response.writeHead(200, { "Content-Type": "application/zip" }).end("zip");
    else if (rest.startsWith("canned/")) this.fill(rest.slice("canned/".length), response);
    else if (method === "POST") return this.work(found, rest, request, response);
    else return false;
    return true;
  }

  /** What an agent does with a conversation. */
  private async work(found: Talk, deed: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const id = found.standing.conversation;
    const holds: Record<string, (said: { agent?: string | null; word?: string }) => Hold> = {
      claim: () => held(),
      assign: ({ agent }) => held(this.colleagues.find((one) => one.id === agent)),
      transfer: ({ agent, word }) => (agent ? hold("offered", { agent: ME, offered_to: this.colleagues.find((one) => one.id === agent)!, word: word! }) : hold("waiting", { reason: "asked", since: new Date().toISOString() })),
      "transfer/accept": () => held(),
      "transfer/refuse": () => held(found.standing.mine ? ME : LI),
      "hand-back": () => hold("bot"),
    };
    const known = Object.hasOwn(holds, deed) || ["messages", "notes", "typing", "facts", "family", "reveal"].includes(deed) || deed.startsWith("steps/");
    if (!known) return false;
    const said = JSON.parse((await body(request)) || "{}") as never;
    if (deed !== "typing") this.done.push(`${deed} ${id} ${JSON.stringify(said)}`);
    if (holds[deed]) json(response, 200, this.setHold(id, holds[deed](said)));
    else if (deed === "messages") this.message(found, said, response);
    else if (deed === "notes") this.note(found, said, response);
    else if (deed === "typing") {
      this.typed.push((said as { on: boolean }).on);
      response.writeHead(204).end();
    } else if (deed === "reveal") json(response, 200, { value: "13812345678" });
    else this.change(found, deed, said, response);
    return true;
  }

  private message(found: Talk, saying: Saying, response: ServerResponse): void {
    const id = found.standing.conversation;
    const before = found.entries.find(({ message }) => message?.client_message_id === saying.client_message_id);
    if (!before) this.said.push({ ...saying, conversation: id });
    const { text, client_message_id } = saying;
    const quoted = found.entries.find(({ seq }) => seq === saying.quotes)?.message;
    const quotes = quoted ? { seq: quoted.seq, actor: quoted.actor, text: quoted.text } : null;
    json(response, 201, before ?? this.say(id, "agent", text, { by: ME.name, said: { client_message_id, quotes } }));
  }

  private note(found: Talk, { text }: { text: string }, response: ServerResponse): void {
    this.notes.push(text);
    const entry = put(found, "agent", "", { kind: "note", line: text, message: null, by: ME.name, internal: true });
    this.tell(found.standing.conversation, "entry", entry, entry.seq);
    json(response, 201, entry);
  }

  /** What was read off the slip is on record, and offered no more. */
  private takeOffSlip(standing: Talk["standing"], slip: number, taken: string[]): void {
    const file = standing.files.find(({ seq }) => seq === slip)!;
    const offers = file.offers.filter(({ id }) => taken.includes(id));
    standing.files = standing.files.map((one) => (one.seq === slip ? { ...one, offers: one.offers.filter(({ id }) => !taken.includes(id)) } : one));
    standing.facts = [...standing.facts.filter(({ id }) => !taken.includes(id)), ...offers.map(({ id, name, words }) => fact(id, name, words, { origin: "slip", file: slip }))];
  }

  private change(found: Talk, deed: string, said: FactsChange & StepChange & { family: string }, response: ServerResponse): void {
    const { standing } = found;
    if (deed === "facts" && said.slip != null) {
      this.takeOffSlip(standing, said.slip, Object.keys(said.facts));
    } else if (deed === "facts") {
      const [[id, words]] = Object.entries(said.facts) as [[string, string | null]];
      if (words === "？") return json(response, 422, { error: { code: "bad_field", message: "金额没看懂。写成 128 这样。", field: id } });
      const { name } = [...standing.facts, ...standing.missing, ...standing.refused].find((one) => one.id === id)!;
      standing.missing = standing.missing.filter((one) => one.id !== id);
      standing.refused = standing.refused.filter((one) => one.id !== id);
      const by = { by: ME.name, reason: said.reason };
      if (words === null) standing.refused.push({ id, name, choices: [], ...by });
      else standing.facts = [...standing.facts.filter((one) => one.id !== id), fact(id, name, words, { origin: "agent", ...by })];
    } else if (deed === "family") {
      standing.case = { ...standing.case, family: said.family, family_name: "不到账" };
    } else {
      const id = deed.split("/")[1];
      const state = said.outcome === "reopened" ? ("now" as const) : said.outcome;
      standing.steps = standing.steps.map((one) => (one.id === id ? { ...one, state, by: ME.name, at: new Date().toISOString() } : one));
      const open_steps = this.card.closing.open_steps.filter((one) => one.id !== id);
      this.card.closing = { ...this.card.closing, open_steps, may_close: open_steps.length === 0 };
    }
    this.changed(standing.conversation);
    json(response, 200, { seq: 99 });
  }

  private fill(id: string, response: ServerResponse): void {
    const reply = this.canned.replies.find((one) => one.id === id)!;
    const text = reply.text.replace("{agent}", ME.name).replace("{amount}", "128 元").replace("{order_number}", "【订单号】");
    json(response, 200, { text, missing: text.includes("【") ? ["order_number"] : [] });
  }

  private streamOf(id: string, found: Talk, url: URL, request: IncomingMessage, response: ServerResponse): void {
    const all = this.open.get(id) ?? new Set();
    this.open.set(id, all);
    this.stream(all, request, response);
    if (this.away) return;
    for (const missed of found.entries.filter(({ seq }) => seq > Number(url.searchParams.get("after")))) {
      response.write(`event: entry\nid: ${missed.seq}\ndata: ${JSON.stringify(missed)}\n\n`);
    }
  }

  private stream(all: Set<ServerResponse>, request: IncomingMessage, response: ServerResponse): void {
    if (this.away) return void request.socket.destroy();
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(": ping\n\n");
    all.add(response);
    response.on("close", () => all.delete(response));
  }
}

async function file(path: string, response: ServerResponse): Promise<void> {
  const name = normalize(path === "/desk" ? "/desk.html" : path);
  response.setHeader("Content-Security-Policy", POLICY);
  try {
    const content = await readFile(join(DIST, name));
    response.writeHead(200, { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream" });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
