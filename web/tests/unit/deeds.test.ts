import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useConversation } from "../../src/conversation.ts";
import { strings } from "../../src/strings.ts";
import { caseView, message, receipt } from "./build.ts";
import { PhoneStorage } from "./phone-storage.ts";

interface Call {
  route: string;
  body: Record<string, unknown>;
}

let calls: Call[];
/** What the desk answers to a route; a function throws or answers. */
let answers: Record<string, (body: Record<string, unknown>) => Response>;
let page: ReturnType<typeof useConversation>;
let made: number;
let revoked: string[];

const posts = (route: string) => calls.filter((call) => call.route === route).map((call) => call.body);
const away = () => {
  throw new TypeError("network");
};

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  made = 0;
  revoked = [];
  answers = {
    "GET /messages": () => Response.json({ messages: [message(1)] }),
    "GET /case": () => Response.json(caseView()),
    "GET /stream": () => new Response(new ReadableStream()),
    "GET /consent": () => Response.json({ at: null, version: null, sensitive: null }),
    "POST /consent": (body) => Response.json({ at: "2026-11-22T10:00:00+08:00", ...body }, { status: 201 }),
    "POST /messages": ({ client_message_id }) =>
      Response.json({ message: message(2, { actor: "merchant", client_message_id: client_message_id as string }), receipt: receipt(2) }),
    "POST /identity": () => Response.json({ id: "m1", name: "老张" }, { status: 201 }),
  };
  const storage = new PhoneStorage();
  storage.setItem("zhangfang.conversation", JSON.stringify({ id: "c", token: "t" }));
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("BroadcastChannel", undefined);
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", new EventTarget());
  vi.spyOn(URL, "createObjectURL").mockImplementation(() => `blob:${++made}`);
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((address) => void revoked.push(address));
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const path = url.replace("/api/v1/conversations/c", "").replace(/\?.*/, "");
    const route = `${init.method ?? "GET"} ${path}`;
    const body = init.body ? (JSON.parse(init.body as string) as Record<string, unknown>) : {};
    calls.push({ route, body });
    return answers[route]!(body);
  });
  page = useConversation();
});

afterEach(() => {
  page.leave();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function open(): Promise<void> {
  await page.start();
  await vi.advanceTimersByTimeAsync(100);
}

test("facts whose answer was lost are told again under the same id", async () => {
  await open();
  const answer = answers["POST /messages"]!;
  answers["POST /messages"] = away;
  await expect(page.deeds.tell({ amount: "1288" }, 3)).rejects.toMatchObject({ kind: "unreachable" });
  answers["POST /messages"] = answer;
  await page.deeds.tell({ amount: "1288" }, 3);
  await page.deeds.tell({ amount: "1288" }, 3);
  const [first, again, anew] = posts("POST /messages");
  expect(first).toMatchObject({ facts: { amount: "1288" }, file: 3 });
  expect(again!.client_message_id).toBe(first!.client_message_id);
  expect(anew!.client_message_id).not.toBe(first!.client_message_id);
});

test("a fact that the desk can't read names its field", async () => {
  await open();
  const error = { code: "unclear_fact", message: "金额没看懂。", fact: "amount" };
  answers["POST /messages"] = () => Response.json({ error }, { status: 422 });
  await expect(page.deeds.tell({ amount: "很多" })).rejects.toMatchObject({ message: "金额没看懂。", fact: "amount" });
});

test("a step ticked goes the way of all that is said", async () => {
  await open();
  page.deeds.tick({ id: "find_record", title: "找到这笔交易" });
  expect(page.state.outbox).toMatchObject([{ label: strings.doneStep("找到这笔交易"), state: "sending" }]);
  await vi.advanceTimersByTimeAsync(100);
  expect(posts("POST /messages")).toMatchObject([{ done_step: "find_record" }]);
  expect(page.state.outbox).toEqual([]);
});

test("consent holds at once, and is on record before anything is said", async () => {
  await open();
  expect(page.state.consent).toEqual({ at: null, version: null, sensitive: null });
  const answer = answers["POST /consent"]!;
  answers["POST /consent"] = away;
  await page.deeds.consentTo("v1", true);
  expect(page.state.consent).toMatchObject({ version: "v1", sensitive: true });
  page.say("多扣了");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(posts("POST /messages")).toEqual([]);
  answers["POST /consent"] = answer;
  await vi.advanceTimersByTimeAsync(2_000);
  const order = calls.map((call) => call.route).filter((route) => route.startsWith("POST"));
  expect(order.slice(-2)).toEqual(["POST /consent", "POST /messages"]);
  expect(page.state.consent).toEqual({ at: "2026-11-22T10:00:00+08:00", version: "v1", sensitive: true });
});

test("consent that the desk does not take is asked for anew, and holds nothing up", async () => {
  await open();
  answers["POST /consent"] = () => Response.json({ error: { code: "old_version", message: "条款换了。" } }, { status: 422 });
  await expect(page.deeds.consentTo("v0", true)).rejects.toThrow("条款换了。");
  expect(page.state.consent).toEqual({ at: null, version: null, sensitive: null });
  page.say("多扣了");
  await vi.advanceTimersByTimeAsync(100);
  expect(posts("POST /messages")).toHaveLength(1);
});

test("who writes is said when there is a conversation, once, and a word the desk does not take is let go", async () => {
  page.deeds.identify("zf1.a.b");
  answers["POST /identity"] = () => Response.json({ error: { code: "bad_identity", message: "不对。" } }, { status: 403 });
  await open();
  page.reconnect();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(posts("POST /identity")).toEqual([{ token: "zf1.a.b" }]);
  expect(page.state.messages).toHaveLength(1);
});

test("a picture is fetched once, and waited for while the desk makes it", async () => {
  await open();
  let making = 2;
  answers["GET /files/00/view"] = () => (making-- > 0 ? new Response(null, { status: 202 }) : new Response("webp"));
  const both = Promise.all([page.deeds.picture("00", "small"), page.deeds.picture("00", "small")]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await both).toEqual(["blob:1", "blob:1"]);
  expect(posts("GET /files/00/view")).toHaveLength(3);
});

test("a file without a picture says so, and may be asked again", async () => {
  await open();
  answers["GET /files/00/view"] = () => Response.json({ error: { code: "no_view", message: "没法看。" } }, { status: 404 });
  await expect(page.deeds.picture("00", "large")).rejects.toMatchObject({ code: "no_view" });
  answers["GET /files/00/view"] = () => new Response("webp");
  expect(await page.deeds.picture("00", "large")).toBe("blob:1");
});

test("of many pictures the oldest are let go, and all of them with the page", async () => {
  await open();
  for (let number = 0; number < 62; number++) {
    answers[`GET /files/${number}/view`] = () => new Response("webp");
    await page.deeds.picture(String(number), "small");
  }
  expect(revoked).toEqual(["blob:1", "blob:2"]);
  page.leave();
  await vi.advanceTimersByTimeAsync(0);
  expect(revoked).toHaveLength(62);
});
