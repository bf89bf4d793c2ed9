/** The page's side of the frame: when it is seen, how many lines wait, who the host says is writing. */

import { readonly, ref, type Ref } from "vue";
import { asHost, type FromFrame } from "./frame-messages.ts";

const PAGE = "/embed";

export interface Embed {
  /** Whether the frame is open before the merchant's eyes. */
  isOpen: Readonly<Ref<boolean>>;
  /** Done when it was opened for the first time: until then nothing needs to be begun. */
  opened: Promise<void>;
  /** The title that the host has chosen. */
  title: string | null;
  /** Called with the host's word on who writes, also if it came before. */
  onIdentity(act: (token: string) => void): void;
  /** To be said whenever it changes: what came while the frame was closed. */
  tellUnread(count: number): void;
  close(): void;
}

/** The frame's, or null on a page of its own. */
export function embedded(): Embed | null {
  if (location.pathname !== PAGE || window.parent === window) return null;
  const isOpen = ref(false);
  let seen = () => {};
  const opened = new Promise<void>((resolve) => (seen = resolve));
  let token: string | null = null;
  let identify: (token: string) => void = () => {};

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent) return;
    const message = asHost(event.data);
    if (message === null) return;
    if (message.zhangfang === "identity") {
      token = message.token;
      identify(token);
      return;
    }
    isOpen.value = message.zhangfang === "open";
    if (isOpen.value) seen();
  });
  document.addEventListener("keydown", (event) => {
    const isOurs = document.querySelector("dialog[open]") !== null;
    if (event.key === "Escape" && !event.defaultPrevented && !isOurs) tell({ zhangfang: "close" });
  });
  tell({ zhangfang: "ready" });
  return {
    isOpen: readonly(isOpen),
    opened,
    title: new URLSearchParams(location.search).get("title"),
    onIdentity(act) {
      identify = act;
      if (token !== null) act(token);
    },
    tellUnread: (count) => tell({ zhangfang: "unread", count }),
    close: () => tell({ zhangfang: "close" }),
  };
}

/** A count and a wish to be closed are no secrets: any host may hear them. */
function tell(message: FromFrame): void {
  window.parent.postMessage(message, "*");
}
