/** What the signed-in agent may do with a conversation as it stands. The desk decides; this decides what is shown. */

import type { Standing } from "../contract.ts";
import { isAtLeast, me } from "../session.ts";

export function mayOf({ hold, mine, case: current }: Standing) {
  const offeredToMe = hold.state === "offered" && hold.offered_to?.id === me.value?.id;
  return {
    claim: hold.state === "bot" || hold.state === "waiting",
    accept: offeredToMe,
    say: mine,
    transfer: mine && hold.state === "held",
    takeBack: mine && hold.state === "offered",
    handBack: mine,
    close: mine && current.status === "open",
    assign: isAtLeast("supervisor"),
  };
}
