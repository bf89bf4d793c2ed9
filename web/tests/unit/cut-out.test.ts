import { expect, test } from "vitest";
import { cutOut } from "../../src/cut-out.ts";

const PICTURE = { width: 1000, height: 2000 };

test("a line of the slip fills the room, with a margin, in its own proportions", () => {
  const { frame, picture } = cutOut([0.2, 0.5, 0.4, 0.02], PICTURE, { width: 214, height: 60 });
  expect(frame.width).toBeCloseTo(214);
  expect(frame.height).toBeCloseTo(34);
  expect(picture.width).toBeCloseTo(500);
  expect(picture.height).toBeCloseTo(1000);
  expect(picture.left).toBeCloseTo(-93);
  expect(picture.top).toBeCloseTo(-493);
});

test("never taller than the room, and never beyond the picture's edge", () => {
  const { frame, picture } = cutOut([0, 0, 0.1, 0.1], PICTURE, { width: 200, height: 44 });
  expect(frame.height).toBeCloseTo(44);
  expect([picture.left, picture.top]).toEqual([-0, -0]);
});
