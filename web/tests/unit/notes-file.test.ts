import { expect, test } from "vitest";
import { receiptsIn } from "../../verify/check-receipts.ts";
import { day, notesFile } from "../../src/notes-file.ts";
import { note } from "./build.ts";

test("the verifier reads the file that the page saves", async () => {
  const { name, content } = notesFile("账房回执", "ZF-20261122-K7YM-4", [note(2), note(3)]);
  expect(name).toBe("账房回执-ZF-20261122-K7YM-4.json");
  expect(receiptsIn(await content.text())).toEqual([note(2), note(3)]);
});

test("the day is the shop's", () => {
  expect(day(new Date("2026-11-21T23:30:00Z"))).toBe("2026-11-22");
});
