import { expect, test } from "vitest";
import { judge, reasonOf, unreachable } from "../../src/desk-error.ts";
import { strings } from "../../src/strings.ts";

const said = { error: { code: "some_code", message: "换个说法再发。" } };

test.each([
  ["no token", 401, said, "refused", "换个说法再发。"],
  ["no such conversation", 404, said, "refused", "换个说法再发。"],
  ["not the desk's 404: something in between", 404, "<html>", "unreachable", strings.notDelivered],
  ["a wrong message", 422, said, "rejected", "换个说法再发。"],
  ["the id was used for other words", 409, said, "rejected", "换个说法再发。"],
  ["too fast", 429, said, "unreachable", "换个说法再发。"],
  ["the desk is in trouble", 503, said, "unreachable", "换个说法再发。"],
  ["the gateway is in trouble", 502, null, "unreachable", strings.notDelivered],
])("%s", (_, status, body, kind, message) => {
  expect(judge(status, body)).toMatchObject({ kind, message });
});

test("the desk's name for the reason is kept, if it gives one", () => {
  expect(judge(409, said).code).toBe("some_code");
  expect(judge(502, null).code).toBeNull();
});

test("the merchant is told what the desk has said, else what the page says by itself", () => {
  expect(reasonOf(judge(403, said), "再点一次。")).toBe("换个说法再发。");
  expect(reasonOf(unreachable(), "再点一次。")).toBe("再点一次。");
  expect(reasonOf(new TypeError("x"), "再点一次。")).toBe("再点一次。");
});
