import { describe, expect, test } from "vitest";
import { utf8 } from "../../../verify/bytes.ts";
import { readCanonical, writeCanonical } from "../../../verify/canonical-json.ts";
import { vectors } from "./vectors.ts";

test.each([
  ["every kind of value", '{"a":null,"b":[true,false],"c":-12,"d":"字","e":{}}'],
  ["escapes as short as they can be", '"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f"'],
  ["what needs no escape", '"/\u007f\u2028é😀"'],
  ["the largest and the smallest number", "[9007199254740991,-9007199254740991]"],
  ["64 deep", "[".repeat(64) + "]".repeat(64)],
  ["a key that objects are born with", '{"__proto__":1,"constructor":{}}'],
])("canonical: %s", (_, text) => {
  expect(writeCanonical(readCanonical(utf8(text)))).toBe(text);
});

test.each([
  ["nothing", ""],
  ["no JSON", "{a:1}"],
  ["a space", '{"a": 1}'],
  ["a newline at the end", "{}\n"],
  ["a byte order mark", "\ufeff{}"],
  ["keys in another order", '{"b":1,"a":2}'],
  ["a key twice", '{"a":1,"a":1}'],
  ["a key that is not ASCII", '{"字":1}'],
  ["a needless escape", '"\\u0041"'],
  ["an escaped slash", '"\\/"'],
  ["an escape in capitals", '"\\u001F"'],
  ["half a character", '"\\ud83d"'],
  ["a fraction", "1.5"],
  ["a whole number written as a fraction", "1.0"],
  ["an exponent", "1e3"],
  ["less than nothing", "-0"],
  ["a number too large", "9007199254740992"],
  ["a number beyond all bounds", "1e400"],
  ["a leading zero", "01"],
  ["no number", "NaN"],
  ["65 deep", "[".repeat(65) + "]".repeat(65)],
  ["far too deep", "[".repeat(100_000) + "]".repeat(100_000)],
])("refused: %s", (_, text) => {
  expect(() => readCanonical(utf8(text))).toThrow();
});

test("refused: bytes that are no UTF-8", () => {
  expect(() => readCanonical(Uint8Array.of(0x22, 0xc0, 0x80, 0x22))).toThrow("it is no UTF-8");
});

describe("the service's vectors", () => {
  const { values, refused, not_canonical } = vectors<{
    values: { name: string; json: string; canonical: string; narrow?: boolean }[];
    refused: { name: string; json: string }[];
    not_canonical: { name: string; json: string }[];
  }>("canonical_json.yml");

  test.each(values.filter(({ narrow }) => narrow !== false))("$name", ({ canonical }) => {
    expect(writeCanonical(readCanonical(utf8(canonical)))).toBe(canonical);
  });

  test.each([...values.filter(({ json, canonical }) => json !== canonical), ...refused, ...not_canonical])(
    "refused: $name",
    ({ json }) => {
      expect(() => readCanonical(utf8(json))).toThrow();
    },
  );
});
