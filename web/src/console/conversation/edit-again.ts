import type { InjectionKey } from "vue";

/** Puts words that did not leave back into the field. */
export const EDIT_AGAIN: InjectionKey<(text: string) => void> = Symbol("edit again");
