import { expect, test } from "vitest";
import { continues, quoted, summaryOf, timeline, type SaidLine } from "../../src/timeline.ts";
import { message, NOW, outgoing } from "./build.ts";

const shown = (...args: Parameters<typeof timeline>) =>
  timeline(...args).map((line) => (line.kind === "said" ? `${line.speaker}:${line.state}` : line.kind));

test("a stamp, then who spoke, pending words last", () => {
  const messages = [message(1), message(2, { actor: "system" }), message(3, { actor: "agent" })];
  expect(shown(messages, [outgoing("a", { state: "failed" })], NOW)).toEqual([
    "time",
    "bot:sent",
    "notice",
    "agent:sent",
    "merchant:failed",
  ]);
});

test("a new stamp after more than five minutes", () => {
  const messages = [message(1, { at: "2026-11-21T20:15:00+08:00" }), message(2)];
  expect(timeline(messages, [], NOW).filter((line) => line.kind === "time").map((line) => line.text)).toEqual([
    "昨天 20:15",
    "10:00",
  ]);
});

test("words keep their key when the desk acknowledges them", () => {
  const [, pending] = timeline([], [outgoing("a")], NOW);
  const [, sent] = timeline([message(2, { actor: "merchant", client_message_id: "a" })], [], NOW);
  expect(sent!.key).toBe(pending!.key);
});

test("a speaker goes on until somebody else, a notice or a stamp comes between", () => {
  const later = "2026-11-22T10:30:00+08:00";
  const lines = timeline(
    [message(1), message(2), message(3, { actor: "system" }), message(4), message(5, { at: later }), message(6, { at: later, actor: "agent" })],
    [],
    NOW,
  );
  expect(lines.map((line, index) => (continues(line, lines[index - 1]) ? "goes on" : line.kind))).toEqual([
    "time",
    "said",
    "goes on",
    "notice",
    "said",
    "time",
    "said",
    "said",
  ]);
});

test("what was taken back leaves a line in its place, and its mark none", () => {
  const messages = [message(1), message(2, { actor: "merchant", recalled: true, text: "" }), message(3, { actor: "merchant", recalls: 2, text: "" })];
  expect(timeline(messages, [], NOW).slice(1)).toMatchObject([
    { kind: "said", seq: 1 },
    { kind: "recalled", seq: 2 },
  ]);
});

test("a file on its way shows how far it is; words on their way show what they quote", () => {
  const file = { name: "小票.jpg", media: "image/jpeg", size: 9, preview: "blob:x" };
  const [, , upload, words] = timeline(
    [message(1, { text: "字".repeat(80) })],
    [
      outgoing("a", { said: null, file, progress: 0.5 }),
      outgoing("b", { said: { text: "这个", quotes: 1 } }),
    ],
    NOW,
  ) as SaidLine[];
  expect(upload!.upload).toEqual({ ...file, progress: 0.5 });
  expect(words!.quotes).toEqual({ seq: 1, actor: "bot", text: `${"字".repeat(59)}…` });
});

test("a line can be quoted once the desk has it", () => {
  const [, sent, pending] = timeline([message(1)], [outgoing("a")], NOW) as SaidLine[];
  expect(quoted(sent!)).toEqual({ seq: 1, actor: "bot", text: "第 1 句" });
  expect(quoted(pending!)).toBeNull();
});

test("open choices stand in the card of the summary that asks them", () => {
  const choices = [{ id: "2-0", label: "对，没错" }];
  const lines = timeline([message(1), message(2, { card: "summary", choices })], [], NOW);
  expect(summaryOf(lines, choices)).toBe("seq-2");
  expect(summaryOf(lines, [{ id: "9-0", label: "对，没错" }])).toBeNull();
  expect(summaryOf(lines, [])).toBeNull();
});
