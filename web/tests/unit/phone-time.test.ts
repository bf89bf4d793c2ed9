import { expect, test } from "vitest";
import { phoneTime, withOffset } from "../../src/phone-time.ts";

const AT = new Date("2026-11-22T02:00:00.120Z");

test.each([
  ["in China", 480, "2026-11-22T10:00:00.120+08:00"],
  ["west of Greenwich, the evening before", -210, "2026-11-21T22:30:00.120-03:30"],
  ["in Nepal", 345, "2026-11-22T07:45:00.120+05:45"],
  ["on UTC", 0, "2026-11-22T02:00:00.120+00:00"],
])("a phone %s", (_, ahead, expected) => {
  expect(withOffset(AT, ahead)).toBe(expected);
});

test("it is the same moment, wherever the phone is", () => {
  expect(new Date(phoneTime(AT))).toEqual(AT);
});
