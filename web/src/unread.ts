/** The lines that came while the reader was further up, until they have been seen. */

import { computed, ref, type Ref } from "vue";
import { lineOf } from "./reading-place.ts";

/** How much of a line must show before it counts as seen, in pixels. */
const SHOWS = 24;

export function useUnread(list: Ref<HTMLElement | null>, content: Ref<HTMLElement | null>) {
  const keys = ref<readonly string[]>([]);

  function add(more: readonly string[]): void {
    keys.value = [...new Set([...keys.value, ...more])];
  }

  /** Those now in sight are no longer new. They came in order: behind the first out of sight all are. */
  function look(): void {
    if (keys.value.length === 0) return;
    const edge = list.value!.getBoundingClientRect().bottom - SHOWS;
    const next = keys.value.findIndex((key) => (lineOf(content.value!, key)?.getBoundingClientRect().top ?? 0) > edge);
    if (next !== 0) keys.value = next < 0 ? [] : keys.value.slice(next);
  }

  function clear(): void {
    keys.value = [];
  }

  return { count: computed(() => keys.value.length), first: computed(() => keys.value[0] ?? null), add, look, clear };
}
