/** Who talks with the merchant: taking a conversation, passing it on, giving it back. */

import { ref, type Ref } from "vue";
import { saveFile } from "../../save-file.ts";
import type { Hold, Standing } from "../contract.ts";
import { pack } from "../conversation-calls.ts";
import * as calls from "../queue-calls.ts";
import { say, sayFailed } from "../toast.ts";
import { conversationWords as words } from "../words/conversation.ts";

export type Asking = { kind: "transfer" | "release" | "handBack" | "refuse" | "assign"; conversation: string };

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

  async function run(conversation: string, mine: boolean, done: string, call: () => Promise<Hold>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      show(conversation, await call(), mine);
      asking.value = null;
      say(done);
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
    const taken = await run(conversation, true, done, () => call(conversation));
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
    takeBack: () => run(current.value!, true, words.offerBack, () => calls.refuse(current.value!, "")),
    transfer: (agent: string, name: string, word: string) =>
      run(asking.value!.conversation, true, words.transferred(name), () => calls.transfer(asking.value!.conversation, agent, word)),
    release: (word: string) =>
      run(asking.value!.conversation, false, words.released, () => calls.transfer(asking.value!.conversation, null, word)),
    handBack: (word: string) => {
      const conversation = asking.value?.conversation ?? current.value!;
      return run(conversation, false, words.handedBack, () => calls.handBack(conversation, word));
    },
    refuse: (word: string) =>
      run(asking.value!.conversation, false, words.refused, () => calls.refuse(asking.value!.conversation, word)),
    assign: (agent: string, name: string) =>
      run(asking.value!.conversation, false, words.assigned(name), () => calls.assign(asking.value!.conversation, agent)),
    async savePack(): Promise<void> {
      if (!current.value || busy.value) return;
      busy.value = true;
      try {
        saveFile(await pack(current.value));
        say(words.packSaved);
      } catch (error) {
        sayFailed(error);
      } finally {
        busy.value = false;
      }
    },
  };
}
