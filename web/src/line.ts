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

export class Line {
  /**
   * The last message that came down this line. Not the last one known: the answer to a message that was sent may
   * overtake an earlier one that is still on its way, and coming back from there would lose it.
   */
  private seen = 0;
  private readonly patience = new Patience();
  private closed = false;
  private dropRound = () => {};

  constructor(
    private readonly key: Key,
    private readonly listener: Listener,
  ) {
    void this.keepUp();
  }

  /** If the stream is down, ask now rather than later. */
  nudge(): void {
    this.patience.nudge();
  }

  /** Drops a stream that may be dead without having said so (the phone slept), and opens another. */
  reconnect(): void {
    this.dropRound();
    this.patience.nudge();
  }

  close(): void {
    this.closed = true;
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
        this.listener.away();
      } finally {
        dropped.abort();
      }
      if (this.closed) return;
      this.listener.event({ kind: "typing", on: false });
      await this.patience.wait();
    }
  }

  /** Without a stream this is one poll. The stream is opened before the case is asked for: nothing falls between. */
  private async round(dropped: AbortSignal): Promise<void> {
    const messages = await messagesAfter(this.key, this.seen);
    if (this.closed) return;
    this.see(messages);
    this.listener.caughtUp(messages);
    const body = await stream(this.key, this.seen, dropped).catch(nullUnlessRefused);
    const view = await caseOf(this.key).catch(nullUnlessRefused);
    if (this.closed) return;
    if (view) this.listener.event({ kind: "case", view });
    if (body) await this.listen(body);
  }

  private async listen(body: ReadableStream<Uint8Array>): Promise<void> {
    const since = Date.now();
    await readStream(body, (event) => this.hear(event)).catch(() => {});
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
