/** What the whole page shows, for a bubble that depends on more than its own message. */

import { inject, type InjectionKey } from "vue";
import type { Conversation } from "./conversation.ts";

export const SHOWN: InjectionKey<Readonly<Conversation>> = Symbol("shown");

export function useShown(): Readonly<Conversation> {
  return inject(SHOWN)!;
}
