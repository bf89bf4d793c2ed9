import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readEvent, readStream, type StreamEvent } from "../../src/stream.ts";
import { message } from "./build.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  ["a message", "message", JSON.stringify(message(2)), { kind: "message", message: message(2) }],
  ["typing", "typing", '{"on":true}', { kind: "typing", who: "bot" }],
  ["an agent typing", "typing", '{"on":true,"who":"agent"}', { kind: "typing", who: "agent" }],
  ["nobody typing", "typing", '{"on":false,"who":"agent"}', { kind: "typing", who: null }],
  ["a kind from a newer desk", "weather", "{}", null],
  ["broken JSON", "message", "{", null],
])("an event: %s", (_, name, data, expected) => {
  expect(readEvent(name, data)).toEqual(expected);
});

test("events are read across the cuts of the network", async () => {
  const text = `: ping\n\nevent: message\nid: 2\ndata: ${JSON.stringify(message(2))}\n\n`;
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const events: StreamEvent[] = [];
  await readStream(body, (event) => events.push(event));
  expect(events).toEqual([{ kind: "message", message: message(2) }]);
});

test("a stream that falls silent is given up", async () => {
  const reading = readStream(new ReadableStream(), () => {});
  const outcome = expect(reading).rejects.toThrow("silent");
  await vi.advanceTimersByTimeAsync(40_000);
  await outcome;
});
