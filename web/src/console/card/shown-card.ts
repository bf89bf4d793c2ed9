/**
 * Which card is shown, kept up to date without moving what one reads: while the agent is in the card, what is
 * new waits until they leave it or ask for it.
 */

import { computed, onScopeDispose, ref, shallowRef, watch } from "vue";
import type { Card } from "../../api-types.ts";
import { cardOf } from "./card-calls.ts";

export interface Wanted {
  conversation: string;
  /** The message that was picked, if one was. */
  seq: number | null;
  /** The merchant's latest. */
  latest: number | null;
  /** Counts up when anything about the conversation may have changed. */
  standing: number;
}

export function useShownCard(wanted: Wanted, isBusy: () => boolean) {
  const card = shallowRef<Card | null>(null);
  const failure = shallowRef<unknown>(null);
  const loading = ref(false);
  const waits = ref(false);
  let asked: AbortController | null = null;
  let shown: { conversation: string; seq: number } | null = null;

  const target = computed(() => wanted.seq ?? wanted.latest);
  /** Another message than the one shown is there to be read. */
  const newer = computed(() => waits.value && card.value !== null && target.value !== card.value.seq);

  async function load(byItself = false): Promise<void> {
    asked?.abort();
    waits.value = false;
    const seq = target.value;
    if (seq === null) return clear();
    const { conversation } = wanted;
    if (shown?.conversation !== conversation) clear();
    const mine = (asked = new AbortController());
    loading.value = true;
    try {
      const answer = await cardOf(conversation, seq, mine.signal, byItself);
      if (mine !== asked || mine.signal.aborted) return;
      card.value = answer;
      shown = { conversation, seq };
      failure.value = null;
    } catch (error) {
      if (mine === asked && !mine.signal.aborted) failure.value = error;
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  function clear(): void {
    card.value = null;
    shown = null;
    failure.value = null;
  }

  /** Something is new: at once, unless somebody is reading what there is. */
  function renew(): void {
    if (card.value?.read && shown?.conversation === wanted.conversation && isBusy()) waits.value = true;
    else void load(true);
  }

  watch(() => [wanted.conversation, wanted.seq], () => void load(), { immediate: true });
  watch(() => wanted.latest, () => wanted.seq === null && renew());
  watch(() => wanted.standing, renew);
  onScopeDispose(() => asked?.abort());

  return { card, failure, loading, newer, load: () => load(), settle: () => waits.value && !isBusy() && void load(true) };
}
