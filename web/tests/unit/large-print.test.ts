import postcss from "postcss";
import { expect, test } from "vitest";
import { largePrint } from "../../large-print.ts";

test.each([
  ["font-size: 17px", "font-size: calc(17px * var(--print))"],
  ["line-height: 24px", "line-height: calc(24px * var(--print))"],
  ["min-height: 44px", "min-height: calc(44px * var(--print))"],
  ["min-height: 0", "min-height: 0"],
  ["line-height: 1.5", "line-height: 1.5"],
  ["font-size: 1rem", "font-size: 1rem"],
  ["margin: 12px", "margin: 12px"],
  ["height: 44px", "height: 44px"],
])("%s becomes %s", (written, built) => {
  expect(postcss([largePrint]).process(`a{${written}}`, { from: undefined }).css).toBe(`a{${built}}`);
});
