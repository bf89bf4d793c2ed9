import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DeskError } from "../../src/desk-error.ts";
import { upload } from "../../src/upload.ts";
import { message, receipt } from "./build.ts";

const KEY = { id: "c", token: "t" };
const FILE = { client_message_id: "m1", client_at: "2026-11-22T10:00:00.000+08:00", name: "小票.jpg", content: new Blob(["abc"]) };
const ACCEPTED = { message: message(2), file: {}, receipt: receipt(2) };

/** What the page needs of an XMLHttpRequest, answered by the test. */
class Request extends EventTarget {
  static all: Request[] = [];
  readonly upload = new EventTarget();
  readonly headers: Record<string, string> = {};
  url = "";
  body: FormData | null = null;
  status = 0;
  responseText = "";
  open(_: string, url: string): void {
    this.url = url;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  send(body: FormData): void {
    this.body = body;
    Request.all.push(this);
  }
  abort(): void {
    this.dispatchEvent(new Event("abort"));
  }
  answer(status: number, said: unknown): void {
    Object.assign(this, { status, responseText: typeof said === "string" ? said : JSON.stringify(said) });
    this.dispatchEvent(new Event("load"));
  }
  goes(loaded: number, total: number): void {
    this.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded, total }));
  }
}

let shares: number[];
let stop: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  Request.all = [];
  shares = [];
  stop = new AbortController();
  vi.stubGlobal("XMLHttpRequest", Request);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function go() {
  const going = upload(KEY, FILE, stop.signal, (share) => shares.push(share));
  going.catch(() => {});
  return { going, request: Request.all[0]! };
}

test("a file goes as a form with its id, its name and the phone's clock, and says how far it is", async () => {
  const { going, request } = go();
  expect(request.url).toBe("/api/v1/conversations/c/files");
  expect(request.headers).toEqual({ Authorization: "Bearer t" });
  expect([...request.body!.keys()]).toEqual(["client_message_id", "client_at", "file"]);
  expect((request.body!.get("file") as File).name).toBe("小票.jpg");
  request.goes(1, 4);
  request.goes(4, 4);
  request.answer(201, ACCEPTED);
  expect(await going).toEqual(ACCEPTED);
  expect(shares).toEqual([0.25, 1]);
});

test("a clock that the desk can't read does not keep the file back", async () => {
  const { going, request } = go();
  request.answer(422, { error: { code: "bad_client_at", message: "要是时间。" } });
  await vi.advanceTimersByTimeAsync(0);
  const again = Request.all[1]!;
  expect([...again.body!.keys()]).toEqual(["client_message_id", "file"]);
  again.answer(201, ACCEPTED);
  expect(await going).toEqual(ACCEPTED);
});

test.each([
  ["the desk says no", 415, { error: { code: "file_kind", message: "这种文件收不了。" } }, "rejected", "这种文件收不了。"],
  ["the desk is busy", 503, { error: { code: "busy", message: "等一下。" } }, "unreachable", "等一下。"],
  ["something in between answers", 502, "<h1>Bad Gateway</h1>", "unreachable", null],
  ["an answer that is cut off", 201, '{"message": {', "unreachable", null],
])("%s", async (_, status, said, kind, words) => {
  const { going, request } = go();
  request.answer(status, said);
  await expect(going).rejects.toMatchObject({ kind, said: words });
});

test("broken off by the merchant", async () => {
  const { going } = go();
  stop.abort();
  await expect(going).rejects.toBeInstanceOf(DeskError);
});

test("half a minute without a byte is a dead network; a slow one is waited for", async () => {
  const { going, request } = go();
  const failed = vi.fn();
  going.catch(failed);
  for (let part = 1; part <= 4; part++) {
    await vi.advanceTimersByTimeAsync(25_000);
    request.goes(part, 10);
  }
  expect(failed).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(failed).toHaveBeenCalledWith(expect.objectContaining({ kind: "unreachable" }));
});
