/** A desk in memory for the page tests: serves the built page and the merchant API of the contract. */

import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { CaseView, Message, Paper } from "../../src/contract.ts";
import { caseView, message, receipt } from "../unit/build.ts";
import { attachment, body, json, refuse, type Refusal } from "./mock-answers.ts";
import { MockEvidence } from "./mock-evidence.ts";
import { MockFiles } from "./mock-files.ts";
import { MockNetwork } from "./mock-network.ts";
import { MockTalk } from "./mock-talk.ts";

/** The built page; DIST names another build. */
const DIST = process.env.DIST ?? join(import.meta.dirname, "../../dist");
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
const GREETING = "你好，我是账房。机器上的钱出了什么问题，跟我说说。";

export interface Posted {
  client_message_id: string;
  client_at?: string;
  text?: string;
  choice?: string;
  facts?: Record<string, string>;
  file?: number;
  done_step?: string;
  quotes?: number;
}

export class MockDesk {
  messages: Message[] = [];
  view: CaseView = caseView({ status: "none", number: null, phase: null });
  papers: Paper[] = [];
  /** The way in that was made last, and what the conversation behind it holds. */
  secret = "";
  elsewhere: { messages: Message[]; view: CaseView } | null = null;
  posted: Posted[] = [];
  conversations = 0;
  readonly evidence = new MockEvidence(() => {
    this.withdrawToken();
    this.view = caseView({ status: "none", number: null, phase: null });
  });
  readonly talk = new MockTalk();
  readonly files = new MockFiles(
    (id) => this.messages.find((said) => said.client_message_id === id),
    (more) => this.say(more),
  );
  readonly network = new MockNetwork();
  /** Set to make the next calls of a kind fail. */
  failing: {
    post?: Refusal;
    paper?: Refusal;
    resume?: Refusal;
    recall?: Refusal;
    stream?: boolean;
    receipt?: boolean;
    all?: boolean;
  } = {};
  /** What the desk says to a message, or nothing. */
  answer: (said: Posted) => Partial<Message> | null = () => null;
  url = "";
  private server: Server;

  constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
    return this;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  say(more: Partial<Message>): Message {
    const said = message(this.messages.length + 1, { at: new Date().toISOString(), ...more });
    this.messages.push(said);
    this.emit("message", said, said.seq);
    return said;
  }

  setCase(more: Partial<CaseView>): void {
    this.view = caseView(more);
    this.emit("case", this.view);
  }

  typing(on: boolean, who: "bot" | "agent" = "bot"): void {
    this.emit("typing", { on, who });
  }

  dropStreams(): void {
    this.network.dropStreams();
  }

  private emit(event: string, data: unknown, id?: number): void {
    this.network.emit(event, data, id);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, this.url);
    if (!url.pathname.startsWith("/api/")) return file(url.pathname, response);
    if (this.failing.all) return void request.socket.destroy();
    if (this.network.swallows(request, response)) return;
    const route = `${request.method} ${url.pathname.replace("/api/v1", "")}`;
    if (route === "POST /conversations") return this.open(response);
    if (route === "POST /resume") return this.resume(request, response);
    if (route === "GET /log") return this.evidence.log(response);
    if (route === "GET /texts") return json(response, 200, this.talk.texts);
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      return refuse(response, 401, "这个对话打不开了。", "no_token");
    }
    if (route === "POST /conversations/c/messages") return this.post(request, response);
    if (route === "GET /conversations/c/messages") {
      return json(response, 200, { messages: this.after(Number(url.searchParams.get("after"))) });
    }
    if (route === "GET /conversations/c/case") return json(response, 200, this.view);
    if (route === "GET /conversations/c/stream") return this.stream(request, response);
    if (route === "GET /conversations/c/papers") {
      return json(response, 200, { case: url.searchParams.get("case"), papers: this.papers });
    }
    if (route === "POST /conversations/c/secret") return this.makeSecret(response);
    if (route.startsWith("GET /conversations/c/papers/")) return this.paper(url, response);
    const recalled = /^POST \/conversations\/c\/messages\/(\d+)\/recall$/.exec(route);
    if (recalled) return this.recall(Number(recalled[1]), response);
    if (await this.evidence.serve(route, request, response)) return;
    if (await this.talk.serve(route, request, response)) return;
    if (await this.files.serve(route, url, request, response)) return;
    refuse(response, 404, "没有这个地址。");
  }

  private makeSecret(response: ServerResponse): void {
    this.secret = this.evidence.secret = this.secret ? "8N3P-W2QK" : "7KYM-4PX2";
    json(response, 201, { case_number: this.view.number, secret: this.secret });
  }

  /** From here on the token of before opens nothing. */
  private async resume(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const typed = JSON.parse(await body(request)) as { case_number: string; secret: string };
    if (this.failing.resume) return refuse(response, ...this.failing.resume);
    this.conversations++;
    this.dropStreams();
    Object.assign(this, this.elsewhere);
    json(response, 201, { id: "c", token: this.token, case_number: typed.case_number });
  }

  private paper(url: URL, response: ServerResponse): void {
    if (this.failing.paper) return refuse(response, ...this.failing.paper);
    const [kind, format] = url.pathname.split("/").at(-1)!.split(".");
    const name = `申诉书-${url.searchParams.get("case")}.${format}`;
    attachment(response, name, `${kind}.${format}`, `${kind} as ${format}`);
  }

  /** Null for a merchant who has not agreed to anything. */
  get consent(): MockTalk["consent"] {
    return this.talk.consent;
  }

  set consent(given: MockTalk["consent"]) {
    this.talk.consent = given;
  }

  get ratings(): MockTalk["ratings"] {
    return this.talk.ratings;
  }

  private get token(): string {
    return `token-${this.conversations}`;
  }

  /** As if the token had been withdrawn. */
  withdrawToken(): void {
    this.conversations++;
    this.dropStreams();
  }

  private open(response: ServerResponse): void {
    this.conversations++;
    this.messages = [];
    const greeting = this.say({ text: GREETING });
    json(response, 201, { id: "c", token: this.token, case_number: null, messages: [greeting] });
  }

  private async post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const posted = JSON.parse(await body(request)) as Posted;
    this.posted.push(posted);
    if (this.failing.post) return refuse(response, ...this.failing.post);
    const { client_message_id } = posted;
    const known = this.messages.find((said) => said.client_message_id === client_message_id);
    const said = known ?? this.say({ actor: "merchant", text: this.wordsOf(posted), quotes: this.quoted(posted), client_message_id });
    if (this.failing.receipt) request.socket.destroy();
    else json(response, 201, { message: said, receipt: receipt(said.seq) });
    const answer = known ? null : this.answer(posted);
    if (answer) this.say({ in_reply_to: said.seq, ...answer });
  }

  private wordsOf({ text, choice, facts, done_step }: Posted): string {
    if (text !== undefined) return text;
    if (facts) return Object.entries(facts).map(([name, value]) => `${name}：${value}`).join("\n");
    if (done_step) return `做好了：${this.titleOf(done_step)}`;
    return this.labelOf(choice!);
  }

  private quoted({ quotes }: Posted): Message["quotes"] {
    const found = this.messages.find((said) => said.seq === quotes);
    return found ? { seq: found.seq, actor: found.actor, text: found.text.slice(0, 60) } : null;
  }

  private titleOf(step: string): string {
    const offered = this.messages.flatMap((said) => said.steps);
    return [...this.view.steps, ...offered].find(({ id }) => id === step)?.title ?? step;
  }

  private recall(seq: number, response: ServerResponse): void {
    if (this.failing.recall) return refuse(response, ...this.failing.recall);
    const said = this.messages.find((one) => one.seq === seq && one.actor === "merchant");
    if (!said) return refuse(response, 404, "没有这条消息。", "no_message");
    const known = this.messages.find((one) => one.recalls === seq);
    Object.assign(said, { recalled: true, text: "", file: null, choices: [] });
    const mark = known ?? this.say({ actor: "merchant", text: "", recalls: seq });
    json(response, 201, { message: mark, receipt: receipt(mark.seq) });
  }

  private labelOf(id: string): string {
    const choices = this.messages.flatMap((said) => said.choices);
    return choices.find((choice) => choice.id === id)!.label;
  }

  private stream(request: IncomingMessage, response: ServerResponse): void {
    if (this.failing.stream) return refuse(response, 503, "等一会儿再来。");
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(": ping\n\n");
    for (const missed of this.after(Number(request.headers["last-event-id"]))) {
      response.write(`event: message\nid: ${missed.seq}\ndata: ${JSON.stringify(missed)}\n\n`);
    }
    this.network.listen(response);
  }

  private after(seq: number): Message[] {
    return this.messages.filter((said) => said.seq > seq);
  }
}

async function file(path: string, response: ServerResponse): Promise<void> {
  const name = normalize(path === "/" || path === "/embed" ? "/index.html" : path);
  try {
    const content = await readFile(join(DIST, name));
    response.writeHead(200, { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream" });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
