/** A stream of the desk (SSE) that is kept open: it comes back by itself, and picks up where it was. */

import { createParser } from "eventsource-parser";
import { readonly, ref, type Ref } from "vue";
import { Patience } from "../patience.ts";
import { ask, BY_ITSELF } from "./api.ts";
import { ConsoleError } from "./problem.ts";

/** The desk sends a comment every 15 s; a line that is silent for longer than this is dead. */
const SILENCE = 25_000;

export interface LineEvents {
  /** It is open (again): what was missed may be fetched now; events come after that. */
  opened?: () => Promise<void> | void;
  event: (name: string, data: unknown) => void;
  /** The desk will not open it, now or later. */
  refused?: (error: ConsoleError) => void;
}

export interface LiveLine {
  /** Null until it was open once, or failed to. */
  readonly up: Readonly<Ref<boolean | null>>;
  stop(): void;
  /** Don't wait any longer: the network is back. */
  nudge(): void;
}

/** `url`: asked anew each time, since it may say where to go on. */
export function openLine(url: () => string, events: LineEvents): LiveLine {
  const up = ref<boolean | null>(null);
  const patience = new Patience();
  const whole = new AbortController();
  const nudge = () => patience.nudge();
  window.addEventListener("online", nudge);
  void run();

  async function run(): Promise<void> {
    while (!whole.signal.aborted) {
      const refusal = await once().catch((error: unknown) => error);
      if (whole.signal.aborted) return;
      up.value = false;
      if (refusal instanceof ConsoleError && !refusal.passing) return events.refused?.(refusal);
      await patience.wait((refusal instanceof ConsoleError ? (refusal.wait ?? 0) : 0) * 1000);
    }
  }

  /** Until the stream ends; throws when it breaks off, falls silent, or is refused. */
  async function once(): Promise<void> {
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    whole.signal.addEventListener("abort", stop, { once: true });
    let timer = setTimeout(stop, SILENCE);
    try {
      const answer = await ask(url(), { headers: { Accept: "text/event-stream", ...BY_ITSELF }, signal: attempt.signal });
      await events.opened?.();
      up.value = true;
      patience.reset();
      const parser = createParser({ onEvent: ({ event, data }) => tell(event, data) });
      const reader = answer.body!.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || whole.signal.aborted) return;
        clearTimeout(timer);
        timer = setTimeout(stop, SILENCE);
        parser.feed(decoder.decode(value, { stream: true }));
      }
    } finally {
      clearTimeout(timer);
      attempt.abort();
      whole.signal.removeEventListener("abort", stop);
    }
  }

  /** What cannot be read is passed over: a newer desk may send more. */
  function tell(name: string | undefined, data: string): void {
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      return;
    }
    if (name && !whole.signal.aborted) events.event(name, value);
  }

  return {
    up: readonly(up),
    nudge,
    stop() {
      window.removeEventListener("online", nudge);
      whole.abort();
      patience.nudge();
    },
  };
}
