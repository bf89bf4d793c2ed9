import { expect, test } from "vitest";
import { fileName } from "../../src/file-name.ts";

const coded = encodeURIComponent("申诉书-ZF-20261122-K7YM-4.pdf");

test.each([
  [`attachment; filename="appeal.pdf"; filename*=UTF-8''${coded}`, "申诉书-ZF-20261122-K7YM-4.pdf"],
  ['attachment; filename="appeal.pdf"', "appeal.pdf"],
  [`attachment; filename="appeal.pdf"; filename*=UTF-8''%E7%9`, "appeal.pdf"],
  ["inline", null],
  [null, null],
])("%s", (disposition, expected) => {
  expect(fileName(disposition)).toBe(expected);
});
