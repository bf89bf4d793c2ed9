/** The menu of one bubble: how it is opened, and what each entry does. */

import { computed, inject, ref, type Ref } from "vue";
import { useComposing } from "./composing.ts";
import { copyText } from "./copy-text.ts";
import { DEEDS } from "./deeds.ts";
import { reasonOf } from "./desk-error.ts";
import { useLongPress } from "./long-press.ts";
import { menuEntries, type MenuEntry } from "./message-menu.ts";
import { keepRecalled } from "./recalled-words.ts";
import { saveOriginal } from "./save-original.ts";
import { strings } from "./strings.ts";
import { quoted, type SaidLine } from "./timeline.ts";
import { toast } from "./toast.ts";

/** At most one menu is open on the page. */
const openFor = ref<string | null>(null);

export function useBubbleMenu(line: () => SaidLine, bubble: Ref<HTMLElement | null>) {
  const deeds = inject(DEEDS)!;
  const composing = useComposing();
  const offered = ref<MenuEntry[]>([]);
  const selecting = ref(false);
  const problem = ref("");
  let from: HTMLElement | null = null;

  /** What is offered now, if it is open. */
  const entries = computed(() => (openFor.value === line().key ? offered.value : null));

  function open(): void {
    from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    problem.value = "";
    offered.value = menuEntries(line(), new Date());
    openFor.value = line().key;
  }

  /** The focus goes back to where it was. */
  function close(): void {
    if (openFor.value === line().key) openFor.value = null;
    if (from?.isConnected && from !== document.body) from.focus({ preventScroll: true });
  }

  const DOES: Record<MenuEntry, () => unknown> = {
    copy,
    select: () => (selecting.value = true),
    quote: () => composing.quoteThis(quoted(line())!),
    recall,
    cancel: () => deeds.cancel(line().key),
    save: () => saveOriginal(deeds, line().file!.sha256),
  };

  function pick(entry: MenuEntry): void {
    close();
    void DOES[entry]();
  }

  async function copy(): Promise<void> {
    const copied = await copyText(line().text, bubble.value!);
    toast(copied ? strings.copied : strings.notCopied, copied ? "done" : "problem");
  }

  async function recall(): Promise<void> {
    const { seq, text, file } = line();
    try {
      if (!file) keepRecalled(seq!, text);
      await deeds.recall(seq!);
    } catch (error) {
      problem.value = reasonOf(error, strings.notRecalled);
    }
  }

  /** Words that are selected, and fields, keep the browser's own menu. */
  function onContextmenu(event: MouseEvent): void {
    const chosen = getSelection();
    const inChosen = chosen && !chosen.isCollapsed && chosen.containsNode(event.target as Node, true);
    if (inChosen || (event.target as Element).closest("input")) return;
    event.preventDefault();
    open();
  }

  const { listeners, clickCapture } = useLongPress((target) => {
    if (!target.closest("input")) open();
  });
  return { entries, selecting, problem, open, close, pick, listeners, clickCapture, onContextmenu };
}
