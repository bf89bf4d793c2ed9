/** The line to the desk for one conversation: catches up, listens, and comes back when it breaks. */

import { caseOf, messagesAfter, stream } from "./api.ts";
import type { Message } from "./contract.ts";
import type { Key } from "./desk-call.ts";
import { isRefused } from "./desk-error.ts";
import { Patience } from "./patience.ts";
import { readStream, type StreamEvent } from "./stream.ts";

export interface Listener {
  caughtUp(messages: Message[]): void;
  event(event: StreamEvent): void;
  away(): void;
  refused(): void;
}

/** A stream that held this long was a good one: the next wait is short again. */
const HELD = 10_000;
/** Where answers come and streams don't (a proxy that holds them back), it is asked now and then, not all the time. */
const STREAMLESS = { rounds: 10, wait: 3_000 };
/** What was acknowledged must come down the stream within this; else the stream is dead and has not said so. */
const ECHO = 3_000;
/** How long the whole transcript may take; what has come since is there sooner, or the network is dead. */
const WHOLE = 15_000;
const QUICK = 4_000;
const SLOWEST = 30_000;

export class Line {
  /**
   * The last message that came down this line. Not the last one known: the answer to a message that was sent may
   * overtake an earlier one that is still on its way, and coming back from there would lose it.
   */
  private seen = 0;
  private readonly patience = new Patience();
  private answerWithin = WHOLE;
  private streamless = 0;
  private closed = false;
  private resting: (() => void) | null = null;
  private rested: Promise<void> = Promise.resolve();
  private dropRound = () => {};
  private echo: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly key: Key,
    private readonly listener: Listener,
  ) {
    void this.keepUp();
  }

  /** The desk has this message: it must come down the line, too. Without a stream, now is the time to ask. */
  expect(seq: number): void {
    if (seq <= this.seen) return;
    this.patience.nudge();
    clearTimeout(this.echo);
    this.echo = setTimeout(() => seq > this.seen && this.reconnect(), ECHO);
  }

  /** Drops a stream that may be dead without having said so (the phone slept), and opens another. */
  reconnect(): void {
    this.resting?.();
    this.dropRound();
    this.patience.nudge();
  }

  /** The page is put away: it holds no connection until it is seen again. */
  rest(): void {
    if (this.resting || this.closed) return;
    const rested = new Promise<void>((wake) => (this.resting = wake));
    this.rested = rested.then(() => void (this.resting = null));
    this.dropRound();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.echo);
    this.reconnect();
  }

  private async keepUp(): Promise<void> {
    while (!this.closed) {
      const dropped = new AbortController();
      this.dropRound = () => dropped.abort();
      try {
        await this.round(dropped.signal);
      } catch (error) {
        if (this.closed) return;
        if (isRefused(error)) return this.listener.refused();
        if (!dropped.signal.aborted) this.listener.away();
      } finally {
        dropped.abort();
      }
      if (this.closed) return;
      this.listener.event({ kind: "typing", who: null });
      await this.patience.wait(this.streamless > STREAMLESS.rounds ? STREAMLESS.wait : 0);
      await this.rested;
    }
  }

  /** Without a stream this is one poll. The stream is opened before the case is asked for: nothing falls between. */
  private async round(dropped: AbortSignal): Promise<void> {
    const messages = await this.quick((within) => messagesAfter(this.key, this.seen, within, dropped));
    if (this.closed) return;
    this.see(messages);
    this.listener.caughtUp(messages);
    const body = await stream(this.key, this.seen, dropped, this.answerWithin).catch(nullUnlessRefused);
    const view = await caseOf(this.key, dropped).catch(nullUnlessRefused);
    if (this.closed) return;
    if (view) this.listener.event({ kind: "case", view });
    this.streamless = body ? 0 : this.streamless + 1;
    if (body) await this.listen(body, dropped);
  }

  /** A slow network gets more time with each try. */
  private async quick<T>(ask: (within: number) => Promise<T>): Promise<T> {
    const since = Date.now();
    try {
      const answer = await ask(this.answerWithin);
      this.answerWithin = QUICK;
      return answer;
    } catch (error) {
      if (Date.now() - since >= this.answerWithin) this.answerWithin = Math.min(this.answerWithin * 2, SLOWEST);
      throw error;
    }
  }

  private async listen(body: ReadableStream<Uint8Array>, dropped: AbortSignal): Promise<void> {
    const since = Date.now();
    await readStream(body, (event) => this.hear(event), dropped).catch(() => {});
    if (Date.now() - since > HELD) this.patience.reset();
  }

  private hear(event: StreamEvent): void {
    if (this.closed) return;
    if (event.kind === "message") this.see([event.message]);
    this.listener.event(event);
  }

  private see(messages: Message[]): void {
    this.seen = Math.max(this.seen, ...messages.map((message) => message.seq));
  }
}

function nullUnlessRefused(error: unknown): null {
  if (isRefused(error)) throw error;
  return null;
}
