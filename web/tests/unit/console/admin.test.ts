import { expect, test } from "vitest";
import { keptEnd, shownEnd } from "../../../src/console/admin/day-end.ts";

test.each([
  ["24:00", "00:00"],
  ["18:00", "18:00"],
])("a day that ends at %s on record is shown as %s, and kept as it was", (ends, shown) => {
  expect(shownEnd(ends)).toBe(shown);
  expect(keptEnd(shown)).toBe(ends);
});
