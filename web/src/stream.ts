/** Reads the desk's event stream (SSE) from a response body. */

import { createParser } from "eventsource-parser";
import type { CaseView, Message } from "./contract.ts";

export type StreamEvent =
  | { kind: "message"; message: Message }
  | { kind: "case"; view: CaseView }
  | { kind: "typing"; who: Typing };

/** Who is about to answer; null: nobody. */
export type Typing = "bot" | "agent" | null;

/** The desk sends a comment every 15 s; a line that is silent for longer than this is dead. */
const SILENCE = 25_000;

/** Returns when the stream ends or is dropped; throws when it breaks off or falls silent. */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: StreamEvent) => void,
  dropped?: AbortSignal,
): Promise<void> {
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const read = readEvent(event, data);
      if (read) onEvent(read);
    },
  });
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  dropped?.addEventListener("abort", stop, { once: true });
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await within(SILENCE, reader.read());
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    dropped?.removeEventListener("abort", stop);
  }
}

/** An event this page does not know, or cannot read, is passed over: a newer desk may send more. */
export function readEvent(name: string | undefined, data: string): StreamEvent | null {
  try {
    const value = JSON.parse(data);
    if (name === "message") return { kind: "message", message: value };
    if (name === "case") return { kind: "case", view: value };
    if (name === "typing") return { kind: "typing", who: typing(value) };
  } catch {
    // not JSON: passed over as well
  }
  return null;
}

function typing({ on, who }: { on?: unknown; who?: unknown }): Typing {
  if (on !== true) return null;
  return who === "agent" ? "agent" : "bot";
}

function within<T>(limit: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`stream silent for ${limit} ms`)), limit);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
