/** Looking closely at a picture: two fingers, a finger or the mouse, the wheel, two taps, the keys. */

import { computed, ref, type Ref } from "vue";
import { FITTED, held, moved, zoomed, type View } from "./zoom.ts";

const TWO_TAPS = 300;
const CLOSE_UP = 2.5;
const STILL = 8;
const STEP = 1.5;
const STRIDE = 60;

type Point = { x: number; y: number };

/** `stage`: the screen; `image`: the picture in its middle, at the size at which it fits. */
export function usePictureGestures(stage: Ref<HTMLElement | null>, image: Ref<HTMLImageElement | null>) {
  const view = ref<View>(FITTED);
  const fingers = new Map<number, Point>();
  let tapped = { at: 0, x: 0, y: 0 };
  let travelled = 0;

  function show(next: View): void {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = image.value ?? {};
    const { clientWidth, clientHeight } = stage.value!;
    view.value = held(next, { width, height }, { width: clientWidth, height: clientHeight });
  }

  /** Around a point, counted from the middle of the screen. */
  function zoom(factor: number, point: Point = { x: 0, y: 0 }): void {
    show(zoomed(view.value, factor, point));
  }

  function fit(): void {
    view.value = FITTED;
  }

  function move(dx: number, dy: number): void {
    show(moved(view.value, dx, dy));
  }

  function fromMiddle({ x, y }: Point): Point {
    const { left, top, width, height } = stage.value!.getBoundingClientRect();
    return { x: x - left - width / 2, y: y - top - height / 2 };
  }

  function pointerdown(event: PointerEvent): void {
    if (event.target !== image.value) return;
    stage.value!.setPointerCapture(event.pointerId);
    if (fingers.size === 0) travelled = 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  function pointermove(event: PointerEvent): void {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    travelled += apart(before, now);
    fingers.set(event.pointerId, now);
    if (other) zoom(apart(now, other) / Math.max(1, apart(before, other)), fromMiddle(between(now, other)));
    const share = other ? 2 : 1;
    move((now.x - before.x) / share, (now.y - before.y) / share);
  }

  function pointerup(event: PointerEvent): void {
    if (!fingers.delete(event.pointerId) || fingers.size > 0 || travelled > STILL) return;
    const here = { at: event.timeStamp, x: event.clientX, y: event.clientY };
    const again = here.at - tapped.at < TWO_TAPS && apart(here, tapped) < 40;
    tapped = again ? { at: 0, x: 0, y: 0 } : here;
    if (!again) return;
    if (view.value.scale > 1) fit();
    else zoom(CLOSE_UP, fromMiddle(here));
  }

  function pointercancel(event: PointerEvent): void {
    fingers.delete(event.pointerId);
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 400), fromMiddle({ x: event.clientX, y: event.clientY }));
  }

  const closer = () => zoom(STEP);
  const further = () => zoom(1 / STEP);
  const KEYS: Record<string, () => void> = {
    "+": closer,
    "=": closer,
    "-": further,
    "0": fit,
    ArrowLeft: () => move(STRIDE, 0),
    ArrowRight: () => move(-STRIDE, 0),
    ArrowUp: () => move(0, STRIDE),
    ArrowDown: () => move(0, -STRIDE),
  };

  /** `more`: keys that only this viewer has. */
  function press(event: KeyboardEvent, more: Record<string, () => void> = {}): void {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : (KEYS[event.key] ?? more[event.key]);
    if (!act) return;
    event.preventDefault();
    act();
  }

  const style = computed(() => {
    const { scale, x, y } = view.value;
    return { transform: `translate(${x}px, ${y}px) scale(${scale})` };
  });
  return { view, style, closer, further, fit, press, handlers: { pointerdown, pointermove, pointerup, pointercancel, wheel } };
}

function apart(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function between(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
