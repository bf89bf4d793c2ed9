/** What the merchant is writing, with what it quotes. Stays over a reload, goes with the conversation. */

import { inject, ref, watch, type InjectionKey, type Ref } from "vue";
import type { Quoted } from "./contract.ts";

export interface Composing {
  draft: Ref<string>;
  quote: Ref<Quoted | null>;
  /** The field is to have the focus, after a quote or words to be changed: counts up. */
  wanted: Ref<number>;
  quoteThis(quote: Quoted): void;
  /** Puts words back to be changed, before what is there. */
  editThis(text: string): void;
  /** What is to be sent; the field is empty after that. */
  take(): { text: string; quotes?: number };
}

export const COMPOSING: InjectionKey<Composing> = Symbol("composing");

const DRAFT = "zhangfang.draft";
const NOTHING: Draft = { text: "", quote: null };

interface Draft {
  text: string;
  quote: Quoted | null;
}

/** `ended`: becomes true when the merchant erases the conversation. */
export function makeComposing(ended: () => boolean): Composing {
  const kept = load();
  const draft = ref(kept.text);
  const quote = ref(kept.quote);
  const wanted = ref(0);
  watch([draft, quote], () => keep({ text: draft.value, quote: quote.value }));
  watch(ended, (gone) => gone && empty());

  function empty(): void {
    draft.value = "";
    quote.value = null;
  }

  return {
    draft,
    quote,
    wanted,
    quoteThis(quoted) {
      quote.value = quoted;
      wanted.value++;
    },
    editThis(text) {
      draft.value = draft.value ? `${text}\n${draft.value}` : text;
      wanted.value++;
    },
    take() {
      const taken = quote.value ? { text: draft.value, quotes: quote.value.seq } : { text: draft.value };
      empty();
      return taken;
    },
  };
}

export function useComposing(): Composing {
  return inject(COMPOSING)!;
}

/** A phone that keeps nothing loses a draft with the page: that is all. */
function load(): Draft {
  try {
    return { ...NOTHING, ...(JSON.parse(sessionStorage.getItem(DRAFT) ?? "{}") as Partial<Draft>) };
  } catch {
    return NOTHING;
  }
}

function keep(draft: Draft): void {
  try {
    if (draft.text || draft.quote) sessionStorage.setItem(DRAFT, JSON.stringify(draft));
    else sessionStorage.removeItem(DRAFT);
  } catch {
    // full, or not allowed
  }
}
