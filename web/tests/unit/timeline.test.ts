import { expect, test } from "vitest";
import { continues, timeline } from "../../src/timeline.ts";
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
