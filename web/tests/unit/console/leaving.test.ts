/** What an agent has said and the desk has not yet, and that they type. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ref } from "vue";
import type { Saying, TimelineEntry } from "../../../src/api-types.ts";
import * as outbox from "../../../src/console/conversation/outbox.ts";
import { tellTyping } from "../../../src/console/conversation/telling-typing.ts";
import { ConsoleError } from "../../../src/console/problem.ts";
import { me } from "../../../src/console/session.ts";
import { me as somebody } from "../../console/mock-session.ts";

interface Call {
  said: string;
  answer: () => void;
  refuse: () => void;
}

const calls: Call[] = [];

function call(said: string): Promise<TimelineEntry> {
  return new Promise((answer, refuse) =>
    calls.push({ said, answer: () => answer({} as TimelineEntry), refuse: () => refuse(new ConsoleError(0)) }),
  );
}

vi.mock("../../../src/console/conversation-calls.ts", () => ({
  say: (_: string, { text }: Saying) => call(text),
  typing: (_: string, on: boolean) => call(on ? "types" : "rests"),
}));

const leaving = outbox.leavingOf(ref("c1"));
const shown = () => leaving.value.map(({ saying, state }) => [saying.text, state]);
const idOf = (text: string) => leaving.value.find(({ saying }) => saying.text === text)!.saying.client_message_id;
const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => (me.value = somebody()));
afterEach(async () => {
  for (const { saying } of [...leaving.value]) outbox.takeOut(saying.client_message_id);
  for (const open of calls.splice(0)) open.answer();
  await settled();
});

function say(text: string): void {
  outbox.send("c1", { text, quotes: null, suggested: null, canned: null }, null);
}

async function bothFail(): Promise<void> {
  say("一");
  say("二");
  calls[0]!.refuse();
  await settled();
  expect(shown()).toEqual([["一", "failed"], ["二", "failed"]]);
}

test("one waits for the other", async () => {
  say("一");
  say("二");
  expect(calls.map(({ said }) => said)).toEqual(["一"]);
  calls[0]!.answer();
  await settled();
  expect(calls.map(({ said }) => said)).toEqual(["一", "二"]);
});

test("who sends the second again sends the first with it, before it", async () => {
  await bothFail();
  outbox.retry(idOf("二"));
  calls[1]!.answer();
  await settled();
  expect(calls.map(({ said }) => said)).toEqual(["一", "一", "二"]);
});

test("what is said behind one that failed is not sent over its head, nor said to be under way", async () => {
  say("一");
  calls[0]!.refuse();
  await settled();
  say("二");
  expect(calls.map(({ said }) => said)).toEqual(["一"]);
  expect(shown()).toEqual([["一", "failed"], ["二", "failed"]]);
  outbox.takeOut(idOf("一"));
  outbox.retry(idOf("二"));
  expect(calls.map(({ said }) => said)).toEqual(["一", "二"]);
});

test("what the stream has shown did arrive, though its answer was lost", async () => {
  say("到了");
  outbox.takeOut(idOf("到了"));
  calls[0]!.refuse();
  await settled();
  expect(shown()).toEqual([]);
});

test("that one rests is never told before that one types", async () => {
  const typing = tellTyping("c1");
  typing.type();
  typing.stop();
  await settled();
  expect(calls.map(({ said }) => said)).toEqual(["types"]);
  calls[0]!.answer();
  await settled();
  expect(calls.map(({ said }) => said)).toEqual(["types", "rests"]);
});
