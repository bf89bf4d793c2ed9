import { expect, test } from "vitest";
import { inFours } from "../../src/fingerprint.ts";

test.each([
  ["1a2b3c4d5e", "1a2b 3c4d 5e"],
  ["", ""],
])("%j is shown as %j", (hex, shown) => {
  expect(inFours(hex)).toBe(shown);
});
