/** The keyboard's place in something that the desk redraws. */

import { nextTick, watch, type Ref, type WatchSource } from "vue";

const REACHED = "a[href], button, input, select, textarea, [tabindex]";

/**
 * What has the focus may go, or be moved, when `change` does: a colleague was faster, a step is ticked. The keyboard
 * then goes on in the same row, or else where `instead` says: at first, in the page.
 */
export function keepFocus(root: Ref<HTMLElement | null>, change: WatchSource | WatchSource[], instead: () => void = toPage): void {
  watch(change, async () => {
    const held = document.activeElement;
    if (!(held instanceof HTMLElement) || !root.value?.contains(held)) return;
    const row = held.closest("li");
    await nextTick();
    if (document.activeElement !== document.body) return;
    const next = held.isConnected ? held : row?.isConnected ? row.querySelector<HTMLElement>(REACHED) : null;
    if (next) next.focus({ preventScroll: true });
    else instead();
  });
}

/** Better than nowhere: from here Tab goes on with the page. */
export function toPage(): void {
  document.getElementById("content")?.focus({ preventScroll: true });
}
