/** How many lines have come while the host keeps the frame closed. */

import { ref, watch } from "vue";
import type { Message } from "./contract.ts";
import type { Embed } from "./embed.ts";
import { read, write } from "./storage.ts";

/** The newest line that was before the merchant's eyes, kept for the next visit. */
const SEEN = "zhangfang.seen";

export function tellUnreadTo(embed: Embed, messages: () => readonly Message[]): void {
  /** The newest line that was there when the frame was last open; null until the history has come. */
  const seen = ref(read<number>(SEEN));
  const newest = () => messages().at(-1)?.seq ?? null;
  watch(
    [newest, embed.isOpen] as const,
    ([last, open]) => {
      if (last === null) return;
      if (open || seen.value === null || seen.value > last) {
        seen.value = last; // beyond the last: it is of another conversation
        write(SEEN, last);
      }
      const after = seen.value;
      embed.tellUnread(open ? 0 : messages().filter(({ seq, actor }) => seq > after && (actor === "bot" || actor === "agent")).length);
    },
    { immediate: true },
  );
}
