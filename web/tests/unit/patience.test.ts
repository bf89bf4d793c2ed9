import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backoff, Patience } from "../../src/patience.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  [0, 0, 1_000],
  [1, 0, 2_000],
  [3, 0, 8_000],
  [4, 0, 15_000],
  [60, 0, 15_000],
  [1, 1, 1_500],
])("attempt %i, dice %i: %i ms", (attempt, dice, expected) => {
  expect(backoff(attempt, dice)).toBe(expected);
});

test("a nudge ends the wait", async () => {
  const patience = new Patience();
  const waited = patience.wait();
  patience.nudge();
  await waited;
});

test("a nudge before the wait is not lost, and counts once", async () => {
  const patience = new Patience();
  patience.nudge();
  await patience.wait();
  const over = vi.fn();
  void patience.wait().then(over);
  await vi.advanceTimersByTimeAsync(100);
  expect(over).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(over).toHaveBeenCalled();
});
