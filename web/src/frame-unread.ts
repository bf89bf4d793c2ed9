/** How many lines have come while the host keeps the frame closed. */

import { ref, watch } from "vue";
import type { Message } from "./contract.ts";
import type { Embed } from "./embed.ts";

export function tellUnreadTo(embed: Embed, messages: () => readonly Message[]): void {
  /** The newest line that was there when the frame was last open; null until the history has come. */
  const seen = ref<number | null>(null);
  const newest = () => messages().at(-1)?.seq ?? null;
  watch(
    [newest, embed.isOpen] as const,
    ([last, open]) => {
      if (last === null) return;
      if (open || seen.value === null) seen.value = last;
      const after = seen.value;
      embed.tellUnread(open ? 0 : messages().filter(({ seq, actor }) => seq > after && (actor === "bot" || actor === "agent")).length);
    },
    { immediate: true },
  );
}
