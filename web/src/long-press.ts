/** A finger held still on something: half a second, not while it scrolls. */

import { onBeforeUnmount } from "vue";

const HELD = 500;
const STILL = 10;

/** Listeners for `v-on`; `pressed` is told what the finger is on, once it has been there long enough. */
export function useLongPress(pressed: (target: Element) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let fired = false;

  function pointerdown(event: PointerEvent): void {
    stop();
    fired = false;
    if (event.pointerType !== "touch" || !event.isPrimary) return;
    const target = event.target as Element;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      fired = true;
      pressed(target);
    }, HELD);
  }

  function pointermove(event: PointerEvent): void {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL) stop();
  }

  /** The tap that ends a long press does nothing else. */
  function clickCapture(event: MouseEvent): void {
    if (!fired) return;
    fired = false;
    event.preventDefault();
    event.stopPropagation();
  }

  function stop(): void {
    clearTimeout(timer);
  }

  onBeforeUnmount(stop);
  return { listeners: { pointerdown, pointermove, pointerup: stop, pointercancel: stop }, clickCapture };
}
