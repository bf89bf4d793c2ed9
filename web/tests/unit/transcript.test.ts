import { expect, test } from "vitest";
import { lastSeq, merge, openChoices, withRecalls } from "../../src/transcript.ts";
import { message } from "./build.ts";

const seqs = (numbers: number[]) => numbers.map((seq) => message(seq));

test.each([
  ["nothing new", [1, 2], [], [1, 2]],
  ["the next one", [1, 2], [3], [1, 2, 3]],
  ["the same again", [1, 2], [2, 3], [1, 2, 3]],
  ["out of order", [1, 4], [3, 2], [1, 2, 3, 4]],
])("merge: %s", (_, known, incoming, expected) => {
  const merged = merge(seqs(known), seqs(incoming));
  expect(merged.map((m) => m.seq)).toEqual(expected);
  expect(lastSeq(merged)).toBe(expected.at(-1));
});

test("an empty transcript has no last message", () => {
  expect(lastSeq([])).toBe(0);
});

const choices = [{ id: "done", label: "做完了" }];
const asked = message(3, { choices, in_reply_to: 2 });

test.each([
  ["under the bot's last message", [asked], -1, choices],
  ["still there after a notice of the system", [asked, message(4, { actor: "system" })], -1, choices],
  ["still there when the same answer goes on", [asked, message(4, { in_reply_to: 2 })], -1, choices],
  ["gone when the bot has asked something else", [asked, message(5, { in_reply_to: 4 })], -1, []],
  ["gone when the merchant has answered", [asked, message(4, { actor: "merchant" })], -1, []],
  ["gone while the answer is under way", [asked], 3, []],
  ["not gone for words that failed before it", [asked], 2, choices],
  ["gone when a person has taken over", [asked, message(4, { actor: "agent" })], -1, []],
  [
    "an old greeting's do not come back under a reminder",
    [message(1, { choices }), message(2, { actor: "merchant" }), message(3)],
    -1,
    [],
  ],
  ["none without messages", [], -1, []],
])("quick replies: %s", (_, messages, saidAfter, expected) => {
  expect(openChoices(messages, saidAfter)).toEqual(expected);
});

test("what was recalled says nothing any more, and the mark of it is no line", () => {
  const file = { name: "a.jpg", media: "image/jpeg", size: 9, sha256: "00", view: "ready" } as const;
  const quote = { seq: 2, actor: "merchant", text: "说错了" } as const;
  const shown = withRecalls([
    message(2, { actor: "merchant", text: "说错了", file }),
    message(3, { actor: "merchant", text: "见上", quotes: quote }),
    message(4, { actor: "merchant", text: "", recalls: 2 }),
  ]);
  expect(shown).toEqual([
    message(2, { actor: "merchant", text: "", recalled: true }),
    message(3, { actor: "merchant", text: "见上", quotes: { ...quote, text: "" } }),
  ]);
});

test("a mark that overtakes what it recalls still finds it", () => {
  const merged = merge([message(4, { text: "", recalls: 2 })], [message(2, { text: "说错了" })]);
  expect(withRecalls(merged).map(({ text, recalled }) => [text, recalled])).toEqual([["", true]]);
});
