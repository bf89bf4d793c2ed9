/** What an agent has the desk do: once, however often they press, and with the desk's own words if it refuses. */

import { readonly, ref } from "vue";
import { ConsoleError, reasonOf } from "./problem.ts";

/** `otherwise`: what is said where the desk has said nothing. */
export function useAttempt(otherwise?: string) {
  const busy = ref(false);
  /** Why it was not done; empty while nothing is wrong. */
  const wrong = ref("");
  /** The field that the desk finds fault with; empty if it is none. */
  const field = ref("");

  /** True once it was done; false if it was refused, or if another is under way. */
  async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    wrong.value = field.value = "";
    try {
      await deed();
      return true;
    } catch (error) {
      wrong.value = reasonOf(error, otherwise);
      field.value = (error instanceof ConsoleError && error.field) || "";
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy: readonly(busy), wrong, field: readonly(field), attempt };
}
