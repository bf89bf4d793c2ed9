import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Line, type Listener } from "../../src/line.ts";
import { caseView, message } from "./build.ts";

const encoder = new TextEncoder();
let asked: string[];
let send: (text: string) => void;
let end: () => void;
let refuse: number | null;
let heard: string[];
let line: Line;

const listener: Listener = {
  caughtUp: (messages) => heard.push(`caught up ${messages.map((m) => m.seq)}`),
  event: (event) => heard.push(event.kind === "message" ? `message ${event.message.seq}` : event.kind),
  away: () => heard.push("away"),
  refused: () => heard.push("refused"),
};

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  heard = [];
  refuse = null;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const path = url.replace("/api/v1/conversations/c/", "");
    const after = (init.headers as Record<string, string>)["Last-Event-ID"];
    asked.push(after ? `${path} from ${after}` : path);
    if (refuse === 0) throw new TypeError("network");
    if (refuse) return Response.json({ error: { code: "x", message: "不行" } }, { status: refuse });
    if (path === "stream") return new Response(openStream());
    if (path === "case") return Response.json(caseView());
    return Response.json({ messages: path.endsWith("=0") ? [message(1)] : [] });
  });
});

afterEach(() => {
  line.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function openStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      send = (text) => controller.enqueue(encoder.encode(text));
      end = () => controller.close();
    },
  });
}

async function open(): Promise<void> {
  line = new Line({ id: "c", token: "t" }, listener);
  await vi.advanceTimersByTimeAsync(0);
}

test("catches up, opens the stream from there, then asks for the case", async () => {
  await open();
  expect(asked).toEqual(["messages?after=0", "stream from 1", "case"]);
  expect(heard).toEqual(["caught up 1", "case"]);
});

test("comes back from the last message that the stream brought", async () => {
  await open();
  send(`event: message\nid: 4\ndata: ${JSON.stringify(message(4))}\n\n`);
  await vi.advanceTimersByTimeAsync(0);
  end();
  asked = [];
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual(["messages?after=4", "stream from 4", "case"]);
});

test("says that it is away, and comes back by itself", async () => {
  refuse = 0;
  await open();
  expect(heard).toContain("away");
  refuse = null;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard).toContain("caught up 1");
});

test.each([401, 403, 404])("%i: refused, and asks no more", async (status) => {
  refuse = status;
  await open();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toEqual(["refused"]);
  expect(asked).toHaveLength(1);
});

test("reconnect drops a stream and opens another at once", async () => {
  await open();
  line.reconnect();
  asked = [];
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual(["messages?after=1", "stream from 1", "case"]);
});

test("what was acknowledged and does not come down the stream: the stream is dead, another is opened", async () => {
  await open();
  asked = [];
  line.expect(2);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toEqual(["messages?after=1", "stream from 1", "case"]);
});

test("what comes down the stream in time leaves it open", async () => {
  await open();
  asked = [];
  line.expect(2);
  send(`event: message\nid: 2\ndata: ${JSON.stringify(message(2))}\n\n`);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toEqual([]);
});

test("a page that is put away holds no connection, and asks at once when it is brought back", async () => {
  await open();
  asked = [];
  line.rest();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toEqual([]);
  line.reconnect();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual(["messages?after=1", "stream from 1", "case"]);
});

test("where streams are held back it asks now and then, not all the time", async () => {
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    if (url.endsWith("/stream")) return new Response("<h1>no</h1>", { status: 502 });
    return Response.json(url.endsWith("/case") ? caseView() : { messages: [message(1)] });
  });
  await open();
  await vi.advanceTimersByTimeAsync(60_000);
  asked = [];
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked.filter((url) => url.endsWith("/stream"))).toHaveLength(10);
});
