/** One errand of a button: whether it is under way, whether it is done, or why it failed. */

import { ref } from "vue";
import { DeskError, reasonOf } from "./desk-error.ts";

/** `otherwise`: what the merchant is told when the desk has said nothing. */
export function useErrand(otherwise: string) {
  const stage = ref<"idle" | "busy" | "done">("idle");
  const failure = ref("");
  /** The desk's name for the reason. */
  const code = ref<string | null>(null);

  /** A second tap, while the first is under way, does nothing. */
  async function run(errand: () => Promise<void>): Promise<void> {
    if (stage.value === "busy") return;
    stage.value = "busy";
    failure.value = "";
    code.value = null;
    try {
      await errand();
      stage.value = "done";
    } catch (error) {
      stage.value = "idle";
      failure.value = reasonOf(error, otherwise);
      code.value = error instanceof DeskError ? error.code : null;
    }
  }

  return { stage, failure, code, run };
}
