/** Keeps a list at its end while the reader is there, and at the line being read otherwise. */

import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";
import { lineAt, lineOf, type Place } from "./reading-place.ts";

const NEAR = 48;

/** `content` holds the lines, each with its key as `data-key`. */
export function useFollowEnd(list: Ref<HTMLElement | null>, content: Ref<HTMLElement | null>) {
  const atEnd = ref(true);
  /** The line at the top of the view, while the reader is not at the end. */
  let place: Place | null = null;
  let top = 0;
  const sizes = new ResizeObserver(settle);

  /** Only a move upwards leaves the end: content that grows under a still reader does not. */
  function look(): void {
    const { scrollTop, scrollHeight, clientHeight } = list.value!;
    if (scrollHeight - scrollTop - clientHeight < NEAR) atEnd.value = true;
    else if (scrollTop < top) atEnd.value = false;
    top = scrollTop;
    place = atEnd.value ? null : lineAt(list.value!, content.value!);
  }

  /** Something has grown or shrunk, perhaps above: the reader stays where they are. */
  function settle(): void {
    if (atEnd.value) toEnd();
    else if (place) toPlace(place);
  }

  function toEnd(): void {
    atEnd.value = true;
    place = null;
    if (!list.value) return;
    list.value.scrollTop = list.value.scrollHeight;
    top = list.value.scrollTop;
  }

  /** False if the line is not there. */
  function toPlace(wanted: Place): boolean {
    const line = lineOf(content.value!, wanted.key);
    if (!line) return false;
    const { scrollTop, scrollHeight, clientHeight } = list.value!;
    const from = line.getBoundingClientRect().top - list.value!.getBoundingClientRect().top;
    top = Math.min(scrollTop + from - wanted.offset, scrollHeight - clientHeight);
    list.value!.scrollTop = top;
    place = wanted;
    atEnd.value = scrollHeight - top - clientHeight < NEAR;
    return true;
  }

  onMounted(() => {
    sizes.observe(list.value!);
    sizes.observe(content.value!);
  });
  onBeforeUnmount(() => sizes.disconnect());

  return { atEnd, look, toEnd, toPlace, place: () => place };
}
