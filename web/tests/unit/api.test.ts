import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { send } from "../../src/api.ts";
import { message, receipt } from "./build.ts";

const AT = "2026-11-22T10:00:00.000+08:00";
let refusal: { code: string; message: string } | null;
let sent: unknown[];

beforeEach(() => {
  refusal = null;
  sent = [];
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    const body = JSON.parse(init.body as string) as { client_at?: string };
    sent.push(body);
    if (refusal && body.client_at) return Response.json({ error: refusal }, { status: 422 });
    return Response.json({ message: message(2), receipt: receipt(2) });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function say() {
  return send({ id: "c", token: "t" }, "m1", AT, { text: "多扣了" });
}

test("words go with their id and the phone's clock, and bring back a receipt", async () => {
  expect((await say()).receipt).toEqual(receipt(2));
  expect(sent).toEqual([{ client_message_id: "m1", client_at: AT, text: "多扣了" }]);
});

test("a clock that the desk can't read does not keep the words back", async () => {
  refusal = { code: "bad_client_at", message: "要是时间。" };
  expect((await say()).receipt).toEqual(receipt(2));
  expect(sent.at(-1)).toEqual({ client_message_id: "m1", text: "多扣了" });
});

test("words that are refused for themselves are not sent again", async () => {
  refusal = { code: "text_too_long", message: "太长了。" };
  await expect(say()).rejects.toThrow("太长了。");
  expect(sent).toHaveLength(1);
});
