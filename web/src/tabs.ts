/** The tabs of one phone, which are open on the same conversation: they tell each other, and take turns. */

import type { Message } from "./contract.ts";
import type { Failure } from "./outbox.ts";
import type { Kept, KeptConsent, Proof } from "./shelf.ts";

/** What another tab has done. What goes with it is what the phone will have in a moment: told, it is here now. */
export type News =
  | { kind: "conversation"; kept: Kept | null }
  | { kind: "proof"; proof: Proof | null }
  | { kind: "consent"; consent: KeptConsent }
  | { kind: "outbox" }
  | { kind: "accepted"; conversation: string; message: Message }
  | { kind: "failed"; id: string; failure: Failure }
  | { kind: "tried again" }
  | { kind: "progress"; id: string; progress: number };

const NAME = "zhangfang";
/** A tab that has its turn and says nothing for so long is asleep: the others don't wait for it. */
const PATIENCE = 20_000;

export class Tabs {
  private readonly channel: BroadcastChannel | null;
  private lastHeard = 0;

  constructor(hear: (news: News) => void) {
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
    this.channel?.addEventListener("message", (event: MessageEvent<News>) => {
      this.lastHeard = Date.now();
      hear(event.data);
    });
  }

  tell(news: News): void {
    try {
      this.channel?.postMessage(news);
    } catch {
      // the others learn of it from the desk
    }
  }

  /**
   * Does `work` while no other tab does work of this name. Where tabs can't take turns, or the one whose turn
   * it is sleeps, it is done all the same: the desk takes each message once.
   */
  async alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
    if (!locks) return work();
    const late = new AbortController();
    let begun = false;
    const stopWaiting = this.whenSilent(() => late.abort());
    try {
      return await locks.request(`${NAME}.${name}`, { signal: late.signal }, () => {
        begun = true;
        stopWaiting();
        return work();
      });
    } catch (error) {
      if (begun) throw error;
      return work();
    } finally {
      stopWaiting();
    }
  }

  close(): void {
    this.channel?.close();
  }

  private whenSilent(act: () => void): () => void {
    const since = Date.now();
    const timer = setInterval(() => {
      if (Date.now() - Math.max(since, this.lastHeard) >= PATIENCE) act();
    }, PATIENCE / 4);
    return () => clearInterval(timer);
  }
}
