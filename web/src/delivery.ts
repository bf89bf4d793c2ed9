/** Delivers one message after the other, so that they arrive in the order they were said; waits when it can't. */

import type { Accepted, FileAccepted } from "./contract.ts";
import { send } from "./api.ts";
import type { Key } from "./desk-call.ts";
import { DeskError, unreachable } from "./desk-error.ts";
import type { Failure, Outgoing } from "./outbox.ts";
import { Patience } from "./patience.ts";
import type { Tabs } from "./tabs.ts";
import { upload } from "./upload.ts";

export interface Postbox {
  key(): Key | null;
  /** What is to go first, as it stands on the phone now. */
  next(): Promise<Outgoing | undefined>;
  /** To be on record before anything that is said. Throws a DeskError. */
  first(key: Key): Promise<void>;
  /** The bytes of a file; null if they are gone. */
  content(entry: Outgoing): Promise<ArrayBuffer | null>;
  progress(id: string, share: number): void;
  delivered(accepted: Accepted | FileAccepted, id: string): Promise<void>;
  failed(id: string, failure: Failure): void;
  refused(): void;
  /** What is said of a file whose bytes the phone has lost. */
  contentGone(): string;
}

/** A desk that says that it is busy is asked again after this, in milliseconds; the merchant may ask sooner. */
const BUSY = 5_000;

/** How a round ended: nothing left to do, or the network, or the desk, is not there for it. */
type Outcome = "done" | "unreachable" | "busy";

export class Delivery {
  private running = false;
  private again = false;
  private closed = false;
  private readonly patience = new Patience();
  private underWay: { id: string; abort: AbortController } | null = null;

  constructor(
    private readonly postbox: Postbox,
    private readonly tabs: Tabs,
  ) {}

  /** To be called when there is something to deliver, and when there is hope again. */
  async deliver(): Promise<void> {
    this.again = true;
    if (this.running) return this.patience.nudge();
    this.running = true;
    try {
      while (this.again && !this.closed) {
        this.again = false;
        const outcome = await this.tabs.alone("delivery", () => this.round());
        if (outcome === "done") continue;
        this.again = true;
        await this.patience.wait(outcome === "busy" ? BUSY : 0);
      }
    } finally {
      this.running = false;
    }
  }

  /** The id of what is under way. */
  current(): string | null {
    return this.underWay?.id ?? null;
  }

  /** Breaks off what is under way with this id. */
  abort(id: string): void {
    if (this.underWay?.id === id) this.underWay.abort.abort();
  }

  close(): void {
    this.closed = true;
    this.underWay?.abort.abort();
    this.patience.nudge();
  }

  private async round(): Promise<Outcome> {
    while (!this.closed) {
      const key = this.postbox.key();
      const entry = key ? await this.postbox.next() : undefined;
      if (!key || !entry) return "done";
      const outcome = await this.one(key, entry);
      if (outcome !== "done") return outcome;
    }
    return "done";
  }

  private async one(key: Key, entry: Outgoing): Promise<Outcome> {
    const id = entry.client_message_id;
    const abort = new AbortController();
    this.underWay = { id, abort };
    try {
      await this.postbox.first(key);
      const accepted = await this.handOver(key, entry, abort.signal);
      if (this.postbox.key()?.token === key.token) await this.postbox.delivered(accepted, id);
      return "done";
    } catch (caught) {
      if (abort.signal.aborted || this.postbox.key()?.token !== key.token) return "done";
      return this.fail(id, caught instanceof DeskError ? caught : unreachable());
    } finally {
      this.underWay = null;
    }
  }

  private async handOver(key: Key, entry: Outgoing, signal: AbortSignal): Promise<Accepted | FileAccepted> {
    const { client_message_id, at, said, file } = entry;
    if (said) return send(key, client_message_id, at, said);
    const bytes = await this.postbox.content(entry);
    if (!bytes || !file) throw new DeskError("rejected", this.postbox.contentGone());
    const content = new Blob([bytes], { type: file.media });
    const going = { client_message_id, client_at: at, name: file.name, content };
    return upload(key, going, signal, (share) => this.postbox.progress(client_message_id, share));
  }

  private fail(id: string, error: DeskError): Outcome {
    if (error.kind === "refused") {
      this.postbox.refused();
      return "done";
    }
    const canRetry = error.kind === "unreachable";
    this.postbox.failed(id, { reason: error.message, canRetry, code: error.code });
    if (!canRetry) return "done";
    return error.said === null ? "unreachable" : "busy";
  }
}
