import { expect, test } from "vitest";
import { room } from "../../src/message-length.ts";

test.each([
  ["nothing", "", false, ""],
  ["only spaces", " \n ", false, ""],
  ["a word", "多扣了", true, ""],
  ["below the warning", "字".repeat(1799), true, ""],
  ["near the limit", "字".repeat(1800), true, "还能写 200 字"],
  ["at the limit", "字".repeat(2000), true, "还能写 0 字"],
  ["one too many", "字".repeat(2001), false, "一次最多 2000 字，超了 1 字，请分两次发。"],
  ["a rare character counts once", "𠮷".repeat(2000), true, "还能写 0 字"],
])("%s", (_, text, canSend, warning) => {
  expect(room(text)).toMatchObject({ canSend, warning });
});
