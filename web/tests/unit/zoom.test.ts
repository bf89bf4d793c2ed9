import { expect, test } from "vitest";
import { FITTED, held, moved, zoomed } from "../../src/zoom.ts";

const SCREEN = { width: 400, height: 800 };
const PICTURE = { width: 400, height: 600 };

test("what is under the finger stays under it", () => {
  const view = zoomed(FITTED, 2, { x: 100, y: -50 });
  expect(view).toEqual({ scale: 2, x: -100, y: 50 });
  expect(zoomed(view, 0.5, { x: 100, y: -50 })).toEqual(FITTED);
});

test("not smaller than it fits, not larger than six times", () => {
  expect(zoomed(FITTED, 0.1, { x: 0, y: 0 }).scale).toBe(1);
  expect(zoomed(FITTED, 100, { x: 0, y: 0 }).scale).toBe(6);
});

test("held at its edges; what is smaller than the screen stays in the middle", () => {
  expect(held(moved({ scale: 2, x: 0, y: 0 }, 1000, 1000), PICTURE, SCREEN)).toEqual({ scale: 2, x: 200, y: 200 });
  expect(held(moved(FITTED, 50, -50), PICTURE, SCREEN)).toEqual(FITTED);
});
