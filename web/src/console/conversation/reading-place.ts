/** Where the reader is in a transcript: at its end it follows what comes, further up it stays and counts. */

import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from "vue";
import type { TimelineEntry } from "../../api-types.ts";
import { lastSeq } from "./entries.ts";

/** So near to the end counts as at the end, in pixels. */
const NEAR = 60;

/** `tail`: counts what stands below the entries; it changes what the end is. */
export function useReadingPlace(
  box: Ref<HTMLElement | null>,
  content: Ref<HTMLElement | null>,
  entries: () => readonly TimelineEntry[],
  tail: () => number,
) {
  const away = ref(false);
  const unread = ref(0);
  const unreadFrom = ref<number | null>(null);
  let seen = lastSeq(entries());

  /** Pictures come late and make lines taller. */
  const grown = new ResizeObserver(() => {
    if (!away.value) scroll();
  });
  onMounted(() => grown.observe(content.value!));
  onBeforeUnmount(() => grown.disconnect());

  watch([entries, tail], ([now]) => {
    const fresh = now.filter(({ seq, message, actor }) => seq > seen && message && message.recalls === null && actor !== "agent");
    const out = away.value || document.hidden;
    if (out && fresh.length) {
      if (unread.value === 0) unreadFrom.value = fresh[0]!.seq;
      unread.value += fresh.length;
    }
    seen = Math.max(seen, lastSeq(now));
    if (!away.value) void nextTick(scroll);
  });

  function scroll(): void {
    if (box.value) box.value.scrollTop = box.value.scrollHeight;
    if (!document.hidden) unread.value = 0;
  }

  function look(): void {
    const { scrollTop, scrollHeight, clientHeight } = box.value!;
    away.value = scrollHeight - scrollTop - clientHeight > NEAR;
    if (!away.value && !document.hidden) unread.value = 0;
  }

  return {
    away,
    unread,
    unreadFrom,
    look,
    toBottom(): void {
      away.value = false;
      unread.value = 0;
      scroll();
    },
    /** Don't run to the end: somebody looks at a message further up. */
    stay(): void {
      away.value = true;
    },
  };
}
