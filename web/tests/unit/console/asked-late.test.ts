import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { effectScope } from "vue";
import { useAskedLate } from "../../../src/console/finding/asked-late.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function make() {
  const asked: { words: string; signal: AbortSignal; answer: (found: string) => void }[] = [];
  const search = effectScope().run(() =>
    useAskedLate<string>((words, signal) => new Promise((answer) => asked.push({ words, signal, answer }))),
  )!;
  return { asked, ...search };
}

test("asks once, after the last letter", () => {
  const { asked, later } = make();
  for (const typed of ["多", "多久", "多久到", "多久到账"]) later(typed);
  vi.advanceTimersByTime(300);
  expect(asked.map(({ words }) => words)).toEqual(["多久到账"]);
});

test("an answer that comes after a later one is not shown", async () => {
  const { asked, answer, now } = make();
  void now("退款");
  void now("退款几天");
  asked[1]!.answer("第二个");
  await vi.advanceTimersByTimeAsync(0);
  asked[0]!.answer("第一个");
  await vi.advanceTimersByTimeAsync(0);
  expect(answer.value).toBe("第二个");
});

test("an empty field shows nothing, and asks nothing", async () => {
  const { asked, answer, later, now } = make();
  void now("退款");
  asked[0]!.answer("找到的");
  await vi.advanceTimersByTimeAsync(0);
  later("  ");
  await vi.advanceTimersByTimeAsync(300);
  expect(answer.value).toBeNull();
  expect(asked).toHaveLength(1);
});
