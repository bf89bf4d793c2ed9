/** A desk behind a network that breaks: fetch as the page sees it, on whatever clock setTimeout has. */

import type { Message, Said } from "../../src/contract.ts";
import { caseView, message, receipt } from "./build.ts";
import type { Dice } from "./dice.ts";

/**
 * - reset: connections break off, streams at any byte, and no new ones are made
 * - answer lost: the same, but what was asked has arrived and been done
 * - ended: streams end as they should; nothing new gets through
 * - errors: something in between answers with a page of its own
 * - hung: nothing is answered; when it is over, what hung breaks off
 * - half open: the stream alone goes dead and never says so; everything else works
 */
export const CUTS = ["reset", "answer lost", "ended", "errors", "hung", "half open"] as const;
export type Cut = (typeof CUTS)[number];

interface OpenStream {
  controller: ReadableStreamDefaultController<Uint8Array>;
  told: number;
  dead: boolean;
}

const encoder = new TextEncoder();
const PING = 15_000;

export class ShakyDesk {
  readonly transcript: Message[] = [];
  private cut: Cut | null = null;
  private streams = new Set<OpenStream>();
  private hanging = new Set<() => void>();

  constructor(private readonly dice: Dice) {
    setInterval(() => this.write(": ping\n\n"), PING);
  }

  /** Other events have seqs as well, so those of messages have gaps. */
  say(more: Partial<Message>): Message {
    const said = message((this.transcript.at(-1)?.seq ?? 0) + this.dice.between(1, 3), more);
    this.transcript.push(said);
    this.tell();
    return said;
  }

  begin(cut: Cut): void {
    this.cut = cut;
    for (const open of this.streams) {
      if (cut === "half open" || cut === "hung") open.dead = true;
      else if (cut === "ended") this.close(open);
      else this.tear(open);
    }
  }

  end(): void {
    const hung = this.cut === "hung";
    this.cut = null;
    if (hung) for (const open of this.streams) if (open.dead) this.tear(open);
    for (const breakOff of [...this.hanging]) breakOff();
  }

  /** To be the page's fetch. */
  fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const signal = init.signal ?? new AbortController().signal;
    await this.latency(signal);
    if (this.cut === "errors") return new Response("<h1>Bad Gateway</h1>", { status: 502 });
    if (this.cut === "hung") await this.hang(signal);
    if (this.cut === "reset" || this.cut === "ended") throw new TypeError("network");
    const answer = this.answer(url.replace("/api/v1/conversations/c", ""), init, signal);
    if (this.cut === "answer lost") throw new TypeError("network");
    await this.latency(signal);
    if (this.cut !== null && this.cut !== "half open") throw new TypeError("network");
    return answer;
  };

  private answer(path: string, init: RequestInit, signal: AbortSignal): Response {
    if (path.startsWith("/messages?after=")) {
      const after = Number(path.split("=")[1]);
      return Response.json({ messages: this.transcript.filter((said) => said.seq > after) });
    }
    if (path === "/case") return Response.json(caseView());
    if (path === "/consent") return Response.json({ at: null, version: null, sensitive: null });
    if (path === "/stream") return this.stream(Number((init.headers as Record<string, string>)["Last-Event-ID"]), signal);
    if (path === "/messages") return this.post(JSON.parse(init.body as string) as { client_message_id: string } & Said);
    throw new Error(`no answer to ${path}`);
  }

  private post(posted: { client_message_id: string } & Said): Response {
    const { client_message_id } = posted;
    const known = this.transcript.find((said) => said.client_message_id === client_message_id);
    const text = "text" in posted ? posted.text : "?";
    const said = known ?? this.say({ actor: "merchant", text, client_message_id });
    return Response.json({ message: said, receipt: receipt(said.seq) }, { status: 201 });
  }

  private stream(after: number, signal: AbortSignal): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const open = { controller, told: after, dead: false };
        this.streams.add(open);
        signal.addEventListener("abort", () => this.drop(open));
        this.tell();
      },
      cancel: () => {},
    });
    return new Response(body);
  }

  /** In pieces of any size, as networks do. */
  private tell(): void {
    for (const open of this.streams) {
      const news = this.transcript.filter((said) => said.seq > open.told);
      if (open.dead || news.length === 0) continue;
      open.told = news.at(-1)!.seq;
      const bytes = encoder.encode(news.map(asEvent).join(""));
      const cut = this.dice.between(0, bytes.length);
      open.controller.enqueue(bytes.slice(0, cut));
      open.controller.enqueue(bytes.slice(cut));
    }
  }

  private write(text: string): void {
    for (const open of this.streams) if (!open.dead) open.controller.enqueue(encoder.encode(text));
  }

  /** Broken off in the middle of an event that never comes whole. */
  private tear(open: OpenStream): void {
    const bytes = encoder.encode(asEvent(message(999_999, { text: "断了" })));
    const isBare = open.dead || this.dice.isLucky(0.3);
    if (!isBare) open.controller.enqueue(bytes.slice(0, this.dice.between(1, bytes.length - 1)));
    open.controller.error(new TypeError("network"));
    this.streams.delete(open);
  }

  private close(open: OpenStream): void {
    open.controller.close();
    this.streams.delete(open);
  }

  private drop(open: OpenStream): void {
    if (this.streams.delete(open)) open.controller.error(new DOMException("dropped", "AbortError"));
  }

  private latency(signal: AbortSignal): Promise<void> {
    return this.until(signal, (go) => void setTimeout(go, this.dice.between(2, 60)));
  }

  private hang(signal: AbortSignal): Promise<void> {
    return this.until(signal, (_, breakOff) => this.hanging.add(breakOff));
  }

  private until(signal: AbortSignal, wait: (go: () => void, breakOff: () => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const breakOff = () => {
        this.hanging.delete(breakOff);
        reject(new TypeError("network"));
      };
      if (signal.aborted) return breakOff();
      signal.addEventListener("abort", breakOff, { once: true });
      wait(resolve, breakOff);
    });
  }
}

function asEvent(said: Message): string {
  return `event: message\nid: ${said.seq}\ndata: ${JSON.stringify(said)}\n\n`;
}
