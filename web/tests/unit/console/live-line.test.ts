import { afterEach, expect, test, vi } from "vitest";
import { openLine } from "../../../src/console/live-line.ts";

afterEach(() => void vi.unstubAllGlobals());

test("a line that comes back keeps no idle session alive", async () => {
  const asked: HeadersInit[] = [];
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("fetch", (_url: string, init: RequestInit) => {
    asked.push(init.headers!);
    return Promise.resolve(new Response(new ReadableStream()));
  });
  const line = openLine(() => "/stream", { event: () => {} });
  expect(asked.map((headers) => new Headers(headers).get("X-Background"))).toEqual(["1"]);
  line.stop();
});
