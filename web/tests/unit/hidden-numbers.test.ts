import { expect, test } from "vitest";
import { numbersToPick } from "../../src/hidden-numbers.ts";

test("a number that was said twice is picked once, in both places", () => {
  const numbers = [
    { name: "2 phone-1", shown: "138****5678" },
    { name: "2 identity-1", shown: "110***********002X" },
    { name: "6 phone-2", shown: "138****5678" },
  ];
  expect(numbersToPick(numbers)).toEqual([
    { label: "电话 138****5678", names: ["2 phone-1", "6 phone-2"] },
    { label: "身份证 110***********002X", names: ["2 identity-1"] },
  ]);
});

test("a kind that this page does not know is shown by its number alone", () => {
  const [picked] = numbersToPick([{ name: "2 passport-1", shown: "E12****6789" }]);
  expect(picked).toEqual({ label: "E12****6789", names: ["2 passport-1"] });
});
