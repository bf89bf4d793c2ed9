import { expect, test } from "vitest";
import { strings } from "../../src/strings.ts";
import { LARGEST, whyNot } from "../../src/upload-check.ts";

test.each([
  ["a photo", "IMG_1.jpg", "image/jpeg", 2_000_000, null],
  ["a photo whose kind the phone does not know", "小票.HEIC", "", 2_000_000, null],
  ["a photo without an ending", "image", "image/webp", 2_000_000, null],
  ["something nobody knows: the desk looks inside", "content", "application/octet-stream", 2_000_000, null],
  ["a PDF", "对账单.pdf", "application/pdf", 2_000_000, null],
  ["just as big as it may be", "a.png", "image/png", LARGEST, null],
  ["a byte more", "a.png", "image/png", LARGEST + 1, strings.fileTooBig],
  ["empty", "a.png", "image/png", 0, strings.fileEmpty],
  ["a drawing that may hold scripts", "a.svg", "image/svg+xml", 900, strings.fileOfOtherKind],
  ["a video", "a.mp4", "video/mp4", 900, strings.fileOfOtherKind],
  ["a program", "a.exe", "", 900, strings.fileOfOtherKind],
])("%s", (_, name, type, size, reason) => {
  expect(whyNot({ name, type, size })).toBe(reason);
});
