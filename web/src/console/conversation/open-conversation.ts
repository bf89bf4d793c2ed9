/** One conversation, as the desk tells it: asked for once, and live from then on. */

import { computed, onScopeDispose, readonly, ref, shallowRef, watch, type Ref } from "vue";
import type { AgentShown, TimelineEntry } from "../../api-types.ts";
import type { Standing } from "../contract.ts";
import * as calls from "../conversation-calls.ts";
import { openLine, type LiveLine } from "../live-line.ts";
import { ConsoleError, reasonOf } from "../problem.ts";
import { path } from "../queue-calls.ts";
import { joined, lastSeq } from "./entries.ts";
import { takeOut } from "./outbox.ts";

export type Opening = "none" | "loading" | "open" | "gone" | "failed";

export interface OpenConversation {
  readonly id: Ref<string | null>;
  readonly opening: Readonly<Ref<Opening>>;
  readonly failure: Readonly<Ref<string>>;
  readonly standing: Ref<Standing | null>;
  /** Counts up with each new standing, for parts that ask for something of their own then. */
  readonly standings: Readonly<Ref<number>>;
  readonly entries: Ref<readonly TimelineEntry[]>;
  /** Who types just now, but for oneself: "merchant", "bot", or a colleague's name. */
  readonly typing: Readonly<Ref<readonly string[]>>;
  /** Which other agents have it open. */
  readonly others: Readonly<Ref<readonly AgentShown[]>>;
  readonly up: Readonly<Ref<boolean>>;
  /** What an own deed has brought: it need not wait for the stream. */
  add(entry: TimelineEntry): void;
  /** Something was done of which the standing says nothing: parts that ask for more ask again. */
  stir(): void;
  retry(): void;
}

/** A line that hears nothing more of somebody's typing takes it that they stopped. */
const TYPES_FOR = 10_000;
/** A page out of sight lets go of its line: a browser has only six for all its pages. */
const HIDDEN_FOR = 30_000;

export function useConversation(id: Ref<string | null>): OpenConversation {
  const opening = ref<Opening>("none");
  const failure = ref("");
  const standing = shallowRef<Standing | null>(null);
  const standings = ref(0);
  const entries = shallowRef<readonly TimelineEntry[]>([]);
  const types = ref(new Map<string, ReturnType<typeof setTimeout>>());
  const others = shallowRef<readonly AgentShown[]>([]);
  const line = shallowRef<LiveLine | null>(null);
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | null = null;

  watch(id, open, { immediate: true });
  document.addEventListener("visibilitychange", lookAway);
  onScopeDispose(() => {
    document.removeEventListener("visibilitychange", lookAway);
    leave();
  });

  function open(): void {
    leave();
    standing.value = null;
    entries.value = [];
    types.value = new Map();
    others.value = [];
    opening.value = id.value ? "loading" : "none";
    if (id.value) void load(id.value);
  }

  function leave(): void {
    clearTimeout(hiding);
    asked?.abort();
    hangUp();
  }

  function hangUp(): void {
    line.value?.stop();
    line.value = null;
  }

  async function load(wanted: string): Promise<void> {
    const asking = (asked = new AbortController());
    try {
      const { entries: found, ...shown } = await calls.conversation(wanted, asking.signal);
      if (asking.signal.aborted) return;
      take(shown);
      entries.value = joined([], found);
      opening.value = "open";
      if (!document.hidden) listen(wanted);
    } catch (error) {
      if (!asking.signal.aborted) fail(error);
    }
  }

  function listen(wanted: string): void {
    hangUp();
    line.value = openLine(() => `${path(wanted)}/stream?after=${lastSeq(entries.value)}`, { event, refused: fail });
  }

  function fail(error: unknown): void {
    const gone = error instanceof ConsoleError && error.status === 404;
    if (opening.value === "open" && !gone) return;
    opening.value = gone ? "gone" : "failed";
    failure.value = reasonOf(error);
    hangUp();
  }

  function event(name: string, data: unknown): void {
    if (name === "entry") add(data as TimelineEntry);
    else if (name === "standing") take(data as Standing);
    else if (name === "typing") hearTyping(data as { who: string; on: boolean });
    else if (name === "here") others.value = data as AgentShown[];
    else if (name === "gone") {
      opening.value = "gone";
      hangUp();
    }
  }

  function take(shown: Standing): void {
    standing.value = shown;
    standings.value++;
  }

  function add(entry: TimelineEntry): void {
    if (entry.message) stopTyping(entry.actor === "agent" ? (entry.by ?? "") : entry.actor);
    if (entry.message?.client_message_id) takeOut(entry.message.client_message_id);
    entries.value = joined(entries.value, [entry]);
  }

  function hearTyping({ who, on }: { who: string; on: boolean }): void {
    stopTyping(who);
    if (on) types.value.set(who, setTimeout(() => stopTyping(who), TYPES_FOR));
  }

  function stopTyping(who: string): void {
    clearTimeout(types.value.get(who));
    types.value.delete(who);
  }

  function lookAway(): void {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(hangUp, HIDDEN_FOR);
    else if (opening.value === "open" && id.value && !line.value) listen(id.value);
    else line.value?.nudge();
  }

  return {
    id,
    opening: readonly(opening),
    failure: readonly(failure),
    standing,
    standings: readonly(standings),
    entries,
    typing: computed(() => [...types.value.keys()]),
    others,
    up: computed(() => line.value?.up.value !== false),
    add,
    stir: () => void standings.value++,
    retry: open,
  };
}
