import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useLongPress } from "../../src/long-press.ts";

vi.mock("vue", async (original) => ({ ...(await original<object>()), onBeforeUnmount: () => {} }));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const touch = (x = 0, y = 0, more = {}) =>
  ({ pointerType: "touch", isPrimary: true, clientX: x, clientY: y, target: "a bubble", ...more }) as unknown as PointerEvent;

function finger() {
  const pressed = vi.fn();
  return { pressed, ...useLongPress(pressed) };
}

test("half a second opens it, and the tap that ends it does nothing", () => {
  const { pressed, listeners, clickCapture } = finger();
  listeners.pointerdown(touch());
  vi.advanceTimersByTime(499);
  expect(pressed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(pressed).toHaveBeenCalledWith("a bubble");
  const click = { preventDefault: vi.fn(), stopPropagation: vi.fn() };
  clickCapture(click as unknown as MouseEvent);
  expect(click.preventDefault).toHaveBeenCalledTimes(1);
  clickCapture(click as unknown as MouseEvent);
  expect(click.preventDefault).toHaveBeenCalledTimes(1);
});

test.each([
  ["lifted", (on: ReturnType<typeof finger>["listeners"]) => on.pointerup()],
  ["moved", (on: ReturnType<typeof finger>["listeners"]) => on.pointermove(touch(8, 8))],
  ["taken over by scrolling", (on: ReturnType<typeof finger>["listeners"]) => on.pointercancel()],
])("not when the finger is %s", (_, act) => {
  const { pressed, listeners } = finger();
  listeners.pointerdown(touch());
  act(listeners);
  vi.advanceTimersByTime(1000);
  expect(pressed).not.toHaveBeenCalled();
});

test("a trembling finger is still; a mouse and a second finger are no long press", () => {
  const { pressed, listeners } = finger();
  listeners.pointerdown(touch());
  listeners.pointermove(touch(4, 5));
  vi.advanceTimersByTime(500);
  expect(pressed).toHaveBeenCalledTimes(1);
  listeners.pointerdown(touch(0, 0, { pointerType: "mouse" }));
  listeners.pointerdown(touch(0, 0, { isPrimary: false }));
  vi.advanceTimersByTime(1000);
  expect(pressed).toHaveBeenCalledTimes(1);
});
