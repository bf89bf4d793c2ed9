import { expect, test } from "vitest";
import * as outbox from "../../src/outbox.ts";
import { message, outgoing } from "./build.ts";

const passing = { reason: "没发出去", canRetry: true, code: null };
const final = { reason: "太长了", canRetry: false, code: "text_too_long" };
const states = (entries: outbox.Outgoing[]) => entries.map((entry) => entry.state);
const ids = (entries: outbox.Outgoing[]) => entries.map((entry) => entry.client_message_id);
const photo = { name: "a.jpg", media: "image/jpeg", size: 9, preview: null };

test("words that fail keep their id and say why", () => {
  const [failed, other] = outbox.fail([outgoing("a"), outgoing("b")], "a", passing);
  expect(failed).toMatchObject({ client_message_id: "a", state: "failed", failure: passing });
  expect(other!.state).toBe("sending");
});

test("a file that fails begins anew", () => {
  const [failed] = outbox.fail([outgoing("a", { progress: 0.7 })], "a", passing);
  expect(failed!.progress).toBe(0);
});

test("when the network is back, only what may succeed is sent again", () => {
  const entries = [
    outgoing("a", { state: "failed", failure: passing }),
    outgoing("b", { state: "failed", failure: final }),
  ];
  expect(states(outbox.sendAllAgain(entries))).toEqual(["sending", "failed"]);
});

test("what was refused for a reason goes again when the reason is gone", () => {
  const refused = { reason: "先点同意", canRetry: false, code: "consent_needed" };
  const entries = [
    outgoing("a", { state: "failed", failure: refused }),
    outgoing("b", { state: "failed", failure: final }),
  ];
  expect(states(outbox.tryRefused(entries, "consent_needed"))).toEqual(["sending", "failed"]);
});

test.each([
  ["the oldest", [outgoing("a"), outgoing("b")], "a"],
  ["not what was refused for good", [outgoing("a", { failure: final }), outgoing("b")], "b"],
  ["not the next before one that waits", [outgoing("a", { failure: passing }), outgoing("b")], "a"],
  ["nothing", [outgoing("a", { failure: final })], undefined],
])("first to go: %s", (_, entries, first) => {
  expect(outbox.firstToGo(entries)?.client_message_id).toBe(first);
});

test("in the order in which they were stored, what is not stored yet last", () => {
  const entries = [outgoing("new"), outgoing("b", { order: 12 }), outgoing("a", { order: 3 }), outgoing("newer")];
  expect(ids(outbox.inOrder(entries))).toEqual(["a", "b", "new", "newer"]);
});

test("brought up to date: another tab's words appear, what it delivered goes, what failed here stays failed", () => {
  const shown = [
    outgoing("delivered", { order: 1 }),
    outgoing("failed", { order: 2, state: "failed", failure: passing }),
    outgoing("unstored"),
  ];
  const stored = [outgoing("failed", { order: 2 }), outgoing("other tab", { order: 3 })];
  const now = outbox.broughtUpToDate(shown, stored);
  expect(ids(now)).toEqual(["failed", "other tab", "unstored"]);
  expect(states(now)).toEqual(["failed", "sending", "sending"]);
});

test("what the transcript has is no longer pending; its receipt is owed", () => {
  const messages = [message(1), message(2, { actor: "merchant", client_message_id: "a" })];
  expect(outbox.settle([outgoing("a"), outgoing("b")], messages)).toEqual({
    pending: [outgoing("b")],
    owed: [outgoing("a")],
  });
});

test("into a new conversation go words and files, not what answered something in the old one", () => {
  const entries = [
    outgoing("a", { said: { text: "a", quotes: 3 }, state: "failed", failure: passing }),
    outgoing("b", { said: { choice: "done" } }),
    outgoing("c", { said: { done_step: "find_record" } }),
    outgoing("d", { said: { facts: { amount: "12" } } }),
    outgoing("e", { said: null, file: photo }),
  ];
  expect(outbox.carriedOver(entries)).toEqual([
    outgoing("a", { said: { text: "a" }, afterSeq: 0 }),
    outgoing("e", { said: null, file: photo, afterSeq: 0 }),
  ]);
});

test("the newest thing said, or nothing", () => {
  expect(outbox.saidAfter([outgoing("a", { afterSeq: 4 }), outgoing("b", { afterSeq: 2 })])).toBe(4);
  expect(outbox.saidAfter([])).toBe(-1);
});
