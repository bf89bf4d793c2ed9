/** What can be done here and now: by the palette, and by a key of its own. Pages add theirs while they are shown. */

import { computed, onScopeDispose, shallowReactive, toValue, type MaybeRefOrGetter } from "vue";
import type { KeyName } from "./key-names.ts";

export interface Command {
  id: string;
  name: string;
  /** Pinyin, other words: what it is also found by. */
  also?: string;
  key?: KeyName;
  run: () => void;
}

const sources = shallowReactive(new Set<MaybeRefOrGetter<Command[]>>());

export const commands = computed(() => [...sources].reverse().flatMap((source) => toValue(source)));

export function useCommands(mine: MaybeRefOrGetter<Command[]>): void {
  sources.add(mine);
  onScopeDispose(() => sources.delete(mine));
}
