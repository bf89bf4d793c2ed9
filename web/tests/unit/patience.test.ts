import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backoff, Patience } from "../../src/patience.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  [0, 0, 300],
  [1, 0, 500],
  [2, 0, 700],
  [99, 0, 700],
  [101, 0, 1_050],
  [200, 0, 15_000],
  [1, 1, 250],
])("attempt %i, dice %i: %i ms", (attempt, dice, expected) => {
  expect(backoff(attempt, dice)).toBe(expected);
});

test("an outage that lasts a minute is over within a second for the page", () => {
  const tried = Array.from({ length: 100 }, (_, attempt) => backoff(attempt, 0.5)).reduce((sum, one) => sum + one);
  expect(tried).toBeGreaterThan(50_000);
  expect(backoff(99, 0)).toBeLessThan(1_000);
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

test("who has asked to be left alone is left alone, unless the merchant says otherwise", async () => {
  const patience = new Patience();
  const over = vi.fn();
  void patience.wait(5_000).then(over);
  await vi.advanceTimersByTimeAsync(4_900);
  expect(over).not.toHaveBeenCalled();
  patience.nudge();
  await vi.advanceTimersByTimeAsync(0);
  expect(over).toHaveBeenCalled();
});
