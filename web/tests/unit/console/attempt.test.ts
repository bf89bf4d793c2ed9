import { afterEach, expect, test, vi } from "vitest";
import { effectScope } from "vue";
import { get, post } from "../../../src/console/api.ts";
import { useAttempt } from "../../../src/console/attempt.ts";
import { ConsoleError } from "../../../src/console/problem.ts";
import { shellWords } from "../../../src/console/words/shell.ts";

afterEach(() => void vi.unstubAllGlobals());

/** A deed that ends when it is told to. */
function slowDeed() {
  let done!: () => void;
  let fail!: (error: unknown) => void;
  const run = vi.fn(() => new Promise<void>((resolve, reject) => ((done = resolve), (fail = reject))));
  return { run, done: () => done(), fail: (error: unknown) => fail(error) };
}

test("busy while it runs, and no longer", async () => {
  const { busy, attempt } = useAttempt();
  const deed = slowDeed();
  const trying = attempt(deed.run);
  expect(busy.value).toBe(true);
  deed.done();
  expect(await trying).toBe(true);
  expect(busy.value).toBe(false);
});

test("a second click does nothing", async () => {
  const { attempt } = useAttempt();
  const deed = slowDeed();
  const first = attempt(deed.run);
  expect(await attempt(deed.run)).toBe(false);
  deed.done();
  await first;
  expect(deed.run).toHaveBeenCalledTimes(1);
});

test("a refusal is told in the desk's words, with its field, until it is tried again", async () => {
  const { busy, wrong, field, attempt } = useAttempt();
  const refusal = new ConsoleError(422, { code: "bad_field", message: "名字已经有人用了。", field: "name" });
  expect(await attempt(() => Promise.reject(refusal))).toBe(false);
  expect([wrong.value, field.value, busy.value]).toEqual(["名字已经有人用了。", "name", false]);
  const again = slowDeed();
  const trying = attempt(again.run);
  expect([wrong.value, field.value]).toEqual(["", ""]);
  again.done();
  await trying;
});

test.each([
  ["a network that is away", () => vi.fn(() => Promise.reject(new TypeError("Failed to fetch")))],
  ["an answer of something in between", () => vi.fn(async () => new Response("<h1>502 Bad Gateway</h1>", { status: 502 }))],
])("%s is told plainly", async (_, fetches) => {
  vi.stubGlobal("fetch", fetches());
  const { wrong, attempt } = useAttempt();
  await attempt(() => post("/accounts", {}));
  expect(wrong.value).toBe(shellWords.unreachable);
  await attempt(() => get("/accounts"));
  expect(wrong.value).toBe(shellWords.unreachable);
});

test("the page's own fault is not shown as it is", async () => {
  const { wrong, attempt } = useAttempt("没改成。");
  await attempt(() => Promise.reject(new TypeError("x is undefined")));
  expect(wrong.value).toBe("没改成。");
});

test("what ends after its page was left harms nobody", async () => {
  const scope = effectScope();
  const { wrong, attempt } = scope.run(() => useAttempt())!;
  const deed = slowDeed();
  const trying = attempt(deed.run);
  scope.stop();
  deed.fail(new ConsoleError(0));
  expect(await trying).toBe(false);
  expect(wrong.value).toBe(shellWords.unreachable);
});
