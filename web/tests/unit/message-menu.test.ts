import { expect, test } from "vitest";
import type { FileShown } from "../../src/contract.ts";
import { menuEntries } from "../../src/message-menu.ts";
import { timeline, type SaidLine } from "../../src/timeline.ts";
import { message, NOW, outgoing } from "./build.ts";

const FILE: FileShown = { name: "小票.jpg", media: "image/jpeg", size: 1, sha256: "a", view: "ready" };
const said = (...args: Parameters<typeof timeline>) =>
  timeline(...args).find((line): line is SaidLine => line.kind === "said")!;
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const mine = (more = {}) => said([message(2, { actor: "merchant", ...more })], [], NOW);

test.each([
  ["what the bot said", said([message(1)], [], NOW), 0, ["copy", "select", "quote"]],
  ["one's own, just now", mine(), 5, ["copy", "select", "quote", "recall"]],
  ["one's own, nearly two minutes later", mine(), 119, ["copy", "select", "quote", "recall"]],
  ["one's own, two minutes later", mine(), 120, ["copy", "select", "quote"]],
  ["one's own, on a phone whose clock is behind", mine(), -600, ["copy", "select", "quote", "recall"]],
  ["one's own file", mine({ file: FILE }), 5, ["save", "quote", "recall"]],
  ["words that are on their way", said([], [outgoing("a")], NOW), 5, ["copy", "select", "cancel"]],
  [
    "a file that is on its way",
    said([], [outgoing("a", { file: { name: "a", media: "image/png", size: 1, preview: null } })], NOW),
    5,
    ["cancel"],
  ],
])("%s", (_, line, seconds, entries) => {
  expect(menuEntries(line, after(seconds))).toEqual(entries);
});
