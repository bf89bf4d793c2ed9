/** Keeps a list at its end while the reader is there, and leaves the reader alone otherwise. */

import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

const NEAR = 48;

export function useFollowEnd(list: Ref<HTMLElement | null>, content: Ref<HTMLElement | null>) {
  const atEnd = ref(true);
  let top = 0;
  const sizes = new ResizeObserver(() => {
    if (atEnd.value) toEnd();
  });

  /** Only a move upwards leaves the end: content that grows under a still reader does not. */
  function look(): void {
    const { scrollTop, scrollHeight, clientHeight } = list.value!;
    if (scrollHeight - scrollTop - clientHeight < NEAR) atEnd.value = true;
    else if (scrollTop < top) atEnd.value = false;
    top = scrollTop;
  }

  function toEnd(): void {
    atEnd.value = true;
    if (list.value) list.value.scrollTop = list.value.scrollHeight;
  }

  onMounted(() => {
    sizes.observe(list.value!);
    sizes.observe(content.value!);
  });
  onBeforeUnmount(() => sizes.disconnect());

  return { atEnd, look, toEnd };
}
