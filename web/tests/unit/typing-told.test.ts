import { beforeEach, expect, test, vi } from "vitest";
import { TypingTold } from "../../src/typing-told.ts";

let told: boolean[];
let typing: TypingTold;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  typing = new TypingTold((on) => told.push(on));
});

test("said at the first letter, not at each", () => {
  for (const text of ["多", "多扣", "多扣了"]) typing.draft(text);
  expect(told).toEqual([true]);
});

test("said again while it goes on, for who comes later", () => {
  typing.draft("多");
  vi.advanceTimersByTime(5_000);
  typing.draft("多扣");
  expect(told).toEqual([true, true]);
});

test("over when the words are sent, when they are deleted, and when nothing more is typed", () => {
  typing.draft("多");
  typing.draft("");
  typing.draft("扣");
  typing.stop();
  typing.draft("了");
  vi.advanceTimersByTime(7_000);
  expect(told).toEqual([true, false, true, false, true, false]);
});

test("what was never said is not taken back", () => {
  typing.draft("");
  typing.stop();
  expect(told).toEqual([]);
});
