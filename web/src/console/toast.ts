/** A line at the top that goes by itself: that something was done, or why it was not. */

import { ref, type Ref } from "vue";
import { reasonOf } from "./problem.ts";

export interface Toast {
  id: number;
  text: string;
  failed: boolean;
}

const STAYS = 4_000;
const FAILED_STAYS = 9_000;
const shown = ref<Toast[]>([]);
let last = 0;

export const toasts: Readonly<Ref<readonly Toast[]>> = shown;

export function say(text: string): void {
  show(text, false);
}

export function sayFailed(error: unknown, otherwise?: string): void {
  show(reasonOf(error, otherwise), true);
}

export function drop(id: number): void {
  shown.value = shown.value.filter((toast) => toast.id !== id);
}

function show(text: string, failed: boolean): void {
  const id = ++last;
  shown.value = [...shown.value.filter((toast) => toast.text !== text), { id, text, failed }].slice(-3);
  setTimeout(() => drop(id), failed ? FAILED_STAYS : STAYS);
}
