/** What the desk answers to the filter as it stands; only ever the answer to the last one. */

import { onScopeDispose, ref, shallowRef, watch } from "vue";

export function useAsked<Wanted, T>(wanted: () => Wanted | null, ask: (wanted: Wanted, signal: AbortSignal) => Promise<T>) {
  const answer = shallowRef<T | null>(null);
  const failure = shallowRef<unknown>(null);
  const busy = ref(false);
  let asked: AbortController | null = null;

  async function load(): Promise<void> {
    asked?.abort();
    const now = wanted();
    if (now === null) return void (busy.value = false);
    const mine = (asked = new AbortController());
    busy.value = true;
    try {
      const came = await ask(now, mine.signal);
      if (mine.signal.aborted) return;
      answer.value = came;
      failure.value = null;
    } catch (error) {
      if (!mine.signal.aborted) failure.value = error;
    } finally {
      if (mine === asked) busy.value = false;
    }
  }

  watch(wanted, load, { immediate: true });
  onScopeDispose(() => asked?.abort());
  return { answer, failure, busy, load };
}
