import { expect, test } from "vitest";
import { sizeWords } from "../../src/file-size.ts";
import { fitted } from "../../src/picture-preview.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1 KB"],
  [820_400, "820 KB"],
  [999_600, "1.0 MB"],
  [10_000_000, "10.0 MB"],
])("%d bytes: %s", (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});

test("a preview keeps its proportions and is never blown up", () => {
  expect(fitted(3000, 4000, 360)).toEqual({ width: 270, height: 360 });
  expect(fitted(100, 50, 360)).toEqual({ width: 100, height: 50 });
  expect(fitted(9000, 1, 360)).toEqual({ width: 360, height: 1 });
});
