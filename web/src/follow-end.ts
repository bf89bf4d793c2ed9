/** Keeps a list at its end while the reader is there, and leaves the reader alone otherwise. */

import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

const NEAR = 48;

export function useFollowEnd(list: Ref<HTMLElement | null>, content: Ref<HTMLElement | null>) {
  const atEnd = ref(true);
  const sizes = new ResizeObserver(() => {
    if (atEnd.value) toEnd();
  });

  function onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = list.value!;
    atEnd.value = scrollHeight - scrollTop - clientHeight < NEAR;
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

  return { atEnd, onScroll, toEnd };
}
