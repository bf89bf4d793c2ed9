/** Who talks with the merchant: taking a conversation, passing it on, giving it back. */

import { ref, type Ref } from "vue";
import { saveFile } from "../../save-file.ts";
import type { Hold } from "../../api-types.ts";
import type { Standing } from "../contract.ts";
import { pack } from "../conversation-calls.ts";
import * as calls from "../queue-calls.ts";
import { say, sayFailed } from "../toast.ts";
import { conversationWords as words } from "../words/conversation.ts";

export type Asking = { kind: "transfer" | "release" | "handBack" | "refuse" | "assign"; conversation: string };

/** What a dialog was answered with; `to`: for those that pass it on. */
export interface Answer {
  word: string;
  to: { id: string; name: string } | null;
}

interface Where {
  open: (conversation: string) => unknown;
  current: Ref<string | null>;
  standing: Ref<Standing | null>;
}

export function useDeeds({ open, current, standing }: Where) {
  const asking = ref<Asking | null>(null);
  const busy = ref(false);

  /** What is done to the conversation on the screen shows before the stream tells it. */
  function show(conversation: string, hold: Hold, mine: boolean): void {
    const shown = standing.value;
    if (shown?.conversation === conversation) standing.value = { ...shown, hold, mine };
  }

  /** Throws what the agent is to be told. */
  async function change(conversation: string, mine: boolean, done: string, call: Promise<Hold>): Promise<void> {
    show(conversation, await call, mine);
    asking.value = null;
    say(done);
  }

  /** Without a dialog: what went wrong is told by itself. */
  async function run(deed: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      await deed();
      return true;
    } catch (error) {
      sayFailed(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** True once it is this agent's. */
  async function take(conversation: string, done: string, call: (conversation: string) => Promise<Hold>): Promise<boolean> {
    const taken = await run(() => change(conversation, true, done, call(conversation)));
    if (taken) await open(conversation);
    return taken;
  }

  return {
    asking,
    busy,
    claim: (conversation: string) => take(conversation, words.claimed, calls.claim),
    accept: (conversation: string) => take(conversation, words.accepted, calls.accept),
    ask(kind: Asking["kind"]): void {
      if (current.value) asking.value = { kind, conversation: current.value };
    },
    takeBack: (conversation: string) => run(() => change(conversation, true, words.offerBack, calls.refuse(conversation, ""))),
    /** Does what the open dialog asks for; throws what is to be said in it. */
    answer({ word, to }: Answer): Promise<void> {
      const { kind, conversation } = asking.value!;
      if (kind === "transfer") return change(conversation, true, words.transferred(to!.name), calls.transfer(conversation, to!.id, word));
      if (kind === "release") return change(conversation, false, words.released, calls.transfer(conversation, null, word));
      if (kind === "handBack") return change(conversation, false, words.handedBack, calls.handBack(conversation, word));
      if (kind === "refuse") return change(conversation, false, words.refused, calls.refuse(conversation, word));
      return change(conversation, false, words.assigned(to!.name), calls.assign(conversation, to!.id));
    },
    async savePack(): Promise<void> {
      const conversation = current.value;
      if (!conversation) return;
      await run(async () => {
        saveFile(await pack(conversation));
        say(words.packSaved);
      });
    },
  };
}
