/** Asks a little after the last letter was typed, and only ever shows the answer to what was asked last. */

import { onScopeDispose, ref, shallowRef } from "vue";

export function useAskedLate<T>(ask: (words: string, signal: AbortSignal) => Promise<T>, pause = 250) {
  const answer = shallowRef<T | null>(null);
  const failure = shallowRef<unknown>(null);
  const busy = ref(false);
  let asked: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(timer);
    asked?.abort();
    busy.value = false;
  }

  function later(words: string): void {
    stop();
    if (words.trim()) timer = setTimeout(() => void now(words), pause);
    else answer.value = failure.value = null;
  }

  async function now(words: string): Promise<void> {
    stop();
    const mine = (asked = new AbortController());
    busy.value = true;
    try {
      const came = await ask(words.trim(), mine.signal);
      if (mine.signal.aborted) return;
      answer.value = came;
      failure.value = null;
    } catch (error) {
      if (!mine.signal.aborted) failure.value = error;
    } finally {
      if (mine === asked) busy.value = false;
    }
  }

  onScopeDispose(stop);
  return { answer, failure, busy, later, now };
}
