/** Whether the merchant is to be asked how it went: once a case, while it is not too late, and not after a no. */

import { computed, ref } from "vue";
import type { CaseView } from "./contract.ts";
import { read, write } from "./storage.ts";

const WAVED_AWAY = "zhangfang.not-rated";
/** Enough to remember: a case can be rated for a few days only. */
const REMEMBERED = 20;

export function useRatingOffer(view: () => CaseView | null, now: () => Date) {
  const over = ref(read<string[]>(WAVED_AWAY) ?? []);
  /** Being rated: the card stays and says thanks, though the desk asks no more. */
  const held = ref<string | null>(null);

  const asked = computed(() => {
    const rating = view()?.rating;
    if (!rating || new Date(rating.until) <= now() || over.value.includes(rating.case)) return null;
    return rating.case;
  });

  function waveAway(): void {
    const number = asked.value;
    held.value = null;
    if (!number) return;
    over.value = [...over.value, number].slice(-REMEMBERED);
    write(WAVED_AWAY, over.value);
  }

  return { number: computed(() => asked.value ?? held.value), waveAway, hold: (number: string) => void (held.value = number) };
}
