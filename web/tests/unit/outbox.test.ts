import { expect, test } from "vitest";
import * as outbox from "../../src/outbox.ts";
import { message, outgoing } from "./build.ts";

const passing = { reason: "没发出去", canRetry: true };
const final = { reason: "太长了", canRetry: false };
const states = (entries: outbox.Outgoing[]) => entries.map((entry) => entry.state);

test("words that fail keep their id and say why", () => {
  const [failed, other] = outbox.fail([outgoing("a"), outgoing("b")], "a", passing);
  expect(failed).toMatchObject({ client_message_id: "a", state: "failed", failure: passing });
  expect(other!.state).toBe("sending");
});

test("sent again under the same id", () => {
  const failed = outbox.fail([outgoing("a")], "a", passing);
  expect(outbox.sendAgain(failed, "a")).toEqual([outgoing("a")]);
});

test("when the network is back, only what may succeed is sent again", () => {
  const entries = [
    outgoing("a", { state: "failed", failure: passing }),
    outgoing("b", { state: "failed", failure: final }),
  ];
  expect(states(outbox.sendAllAgain(entries))).toEqual(["sending", "failed"]);
});

test("what the transcript has is no longer pending; its receipt is owed", () => {
  const messages = [message(1), message(2, { actor: "merchant", client_message_id: "a" })];
  expect(outbox.settle([outgoing("a"), outgoing("b")], messages)).toEqual({
    pending: [outgoing("b")],
    owed: [outgoing("a")],
  });
});

test("into a new conversation go words, not quick replies", () => {
  const entries = [outgoing("a", { state: "failed", failure: passing }), outgoing("b", { said: { choice: "done" } })];
  expect(outbox.carriedOver(entries)).toEqual([outgoing("a", { afterSeq: 0 })]);
});

test("the newest thing said, or nothing", () => {
  expect(outbox.saidAfter([outgoing("a", { afterSeq: 4 }), outgoing("b", { afterSeq: 2 })])).toBe(4);
  expect(outbox.saidAfter([])).toBe(-1);
});
