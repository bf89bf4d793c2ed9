/** The canned replies: fetched once, found by what is typed after a slash. */

import { computed, ref, shallowRef } from "vue";
import type { CannedReply } from "../../api-types.ts";
import * as calls from "../conversation-calls.ts";

const replies = shallowRef<readonly CannedReply[]>([]);
const variables = ref<Readonly<Record<string, string>>>({});
/** What may be missing in one, in words. */
const places = computed(() => Object.values(variables.value));
/** A supervisor may change them while one works. */
const FRESH_FOR = 60_000;
let fetched = 0;

export function useCanned() {
  async function load(): Promise<void> {
    if (Date.now() - fetched < FRESH_FOR) return;
    fetched = Date.now();
    try {
      const found = await calls.canned();
      replies.value = found.replies;
      variables.value = found.variables;
    } catch {
      fetched = 0; // asked for again with the next slash
    }
  }
  return { replies, variables, places, load };
}

/** What is looked for; null if the text is no search. */
export function asksForCanned(text: string): string | null {
  return /^[/／]([^\n]{0,32})$/.exec(text)?.[1]?.trim().toLowerCase() ?? null;
}

/** Those of the case's own family come first; each as the desk has them. */
export function matching(all: readonly CannedReply[], asked: string, family: string | null): CannedReply[] {
  const fits = ({ shortcut, title, text }: CannedReply) =>
    shortcut.toLowerCase().startsWith(asked) || title.toLowerCase().includes(asked) || (asked.length > 1 && text.includes(asked));
  const rank = (reply: CannedReply) =>
    (reply.shortcut.toLowerCase().startsWith(asked) && asked ? 0 : 2) + (reply.family === family && family ? 0 : 1);
  return all
    .filter((reply) => (reply.family === null || reply.family === family) && fits(reply))
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, 30);
}
