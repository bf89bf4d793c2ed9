/** A word about what was just done, for two seconds; one at a time. */

import { readonly, ref } from "vue";

const SHOWN_FOR = 2000;
const PROBLEM_FOR = 4000;

const word = ref("");
let timer: ReturnType<typeof setTimeout> | undefined;

export const toasted = readonly(word);

export function toast(text: string, kind: "done" | "problem" = "done"): void {
  clearTimeout(timer);
  word.value = text;
  timer = setTimeout(() => (word.value = ""), kind === "done" ? SHOWN_FOR : PROBLEM_FOR);
}
