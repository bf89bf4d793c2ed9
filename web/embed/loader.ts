/**
 * What a payment company puts on its pages: one tag, and a round button opens the talk in a frame.
 *
 *     <script src="https://…/embed.js" async data-position="left" data-title="…" data-greeting="…"></script>
 *
 * Nothing of the host's page is touched: all is one element of ours with a shadow root, which
 * takes no style from the page and gives none. docs/embed.md lists the attributes.
 */

import { asFrame, type FromFrame, type ToFrame } from "../src/frame-messages.ts";
import { STYLE } from "./style.ts";
import { wordsFor } from "./words.ts";

interface Talk {
  open(): void;
  close(): void;
  /** Who writes, as docs/embed.md says how to sign it. */
  identify(token: string): void;
}

declare global {
  interface Window {
    Zhangfang?: Talk;
  }
}

/** On the host's page: that this browser has opened the talk before, so that news of it are looked for. */
const OPENED_BEFORE = "zhangfang.opened";
const FRAME_PATIENCE = 12_000;

const tag = document.currentScript as HTMLScriptElement | null;
if (tag && !window.Zhangfang) window.Zhangfang = begin(tag);

function begin(tag: HTMLScriptElement): Talk {
  const { position, title, greeting, identity, language, elder } = tag.dataset;
  const desk = new URL(tag.src).origin;
  const words = wordsFor(language ?? navigator.language);
  const name = title || words.title;
  const host = document.createElement("div");
  const shadow = host.attachShadow({ mode: "open" });
  dress(shadow);

  const button = element("button", "button", { type: "button", "aria-haspopup": "dialog" });
  const badge = element("span", "badge", { "aria-hidden": "true" });
  const panel = element("div", "panel", {});
  const root = element("div", "root", {});
  root.classList.toggle("left", position === "left");
  button.append(bubbleIcon(), badge);
  root.append(panel, button);
  shadow.append(root);
  keepApart(host);

  let frame: HTMLIFrameElement | null = null;
  let isReady = false;
  let isOpen = false;
  let unread = 0;
  let token = identity;

  function load(): void {
    if (frame) return;
    const address = new URL("/embed", desk);
    if (language) address.searchParams.set("lang", language);
    if (elder !== undefined) address.searchParams.set("elder", "1");
    if (title) address.searchParams.set("title", title);
    frame = document.createElement("iframe");
    frame.className = "frame";
    frame.title = name;
    frame.allow = "camera; clipboard-write";
    frame.src = address.href;
    panel.append(frame);
    setTimeout(() => isReady || offerPage(), FRAME_PATIENCE);
  }

  function tell(message: ToFrame): void {
    if (isReady) frame!.contentWindow!.postMessage(message, desk);
  }

  function offerPage(): void {
    const link = element("a", "away", { href: desk, target: "_blank", rel: "noopener" });
    link.textContent = words.openPage;
    panel.append(link);
  }

  function show(open: boolean): void {
    if (open === isOpen) return;
    isOpen = open;
    if (open) {
      load();
      dropGreeting();
      remember(OPENED_BEFORE);
    }
    root.classList.toggle("open", open);
    label();
    tell({ zhangfang: open ? "open" : "closed" });
    if (open) frame!.focus();
    else button.focus({ preventScroll: true });
  }

  function label(): void {
    badge.textContent = unread ? (unread > 99 ? "99+" : String(unread)) : "";
    button.setAttribute("aria-expanded", String(isOpen));
    const state = unread && !isOpen ? words.unread(unread) : "";
    button.setAttribute("aria-label", isOpen ? words.close(name) : words.open(name) + state);
  }

  function onFrame(message: FromFrame): void {
    if (message.zhangfang === "close") return show(false);
    if (message.zhangfang === "unread") {
      unread = message.count;
      return label();
    }
    isReady = true;
    panel.querySelector(".away")?.remove();
    if (token) tell({ zhangfang: "identity", token });
    tell({ zhangfang: isOpen ? "open" : "closed" });
  }

  let dropGreeting = () => {};
  function greet(text: string): void {
    const box = element("div", "greeting", { role: "status" });
    const words_ = element("p", "greeting__words", {});
    const away = element("button", "greeting__away", { type: "button", "aria-label": words.dismiss });
    words_.textContent = text;
    away.textContent = "×";
    box.append(words_, away);
    words_.addEventListener("click", () => show(true));
    dropGreeting = () => box.remove();
    away.addEventListener("click", dropGreeting);
    root.insertBefore(box, button);
  }

  button.addEventListener("click", () => show(!isOpen));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(false);
  });
  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== desk) return;
    const message = asFrame(event.data);
    if (message) onFrame(message);
  });
  label();
  document.documentElement.append(host);
  onTop(host);
  if (remembered(OPENED_BEFORE)) whenIdle(load);
  else if (greeting) greet(greeting);
  return {
    open: () => show(true),
    close: () => show(false),
    identify(given) {
      token = given;
      tell({ zhangfang: "identity", token: given });
    },
  };
}

/** As a sheet made here, which a page's Content-Security-Policy allows; an old Safari takes an element only. */
function dress(shadow: ShadowRoot): void {
  try {
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [style];
  } catch {
    const style = document.createElement("style");
    style.textContent = STYLE;
    shadow.append(style);
  }
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function bubbleIcon(): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const icon = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  path.setAttribute("d", "M12 3C6.5 3 2 6.7 2 11.2c0 2.6 1.5 4.9 3.8 6.4L5 21l3.7-1.9c1 .3 2.1.4 3.3.4 5.5 0 10-3.7 10-8.3S17.5 3 12 3z");
  icon.append(path);
  return icon;
}

/** Said by the element itself, and as important: no rule of the page's reaches past it. */
function keepApart(host: HTMLElement): void {
  const own = {
    all: "initial", display: "block", position: "fixed", inset: "auto", top: "auto", left: "0", right: "0",
    bottom: "0", width: "100%", height: "0", margin: "0", padding: "0", border: "0", overflow: "visible",
    background: "none", "z-index": "2147483647", "pointer-events": "none", visibility: "visible",
    opacity: "1", direction: "ltr", "unicode-bidi": "normal", transform: "none", filter: "none", "color-scheme": "light dark",
  }; // prettier-ignore
  for (const [name, value] of Object.entries(own)) host.style.setProperty(name, value, "important");
}

/** Above the page's highest z-index, where the browser has a layer for it. */
function onTop(host: HTMLElement): void {
  if (!("showPopover" in host)) return;
  host.popover = "manual";
  host.showPopover();
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: 5000 });
  else setTimeout(act, 2000);
}

function remember(name: string): void {
  try {
    localStorage.setItem(name, "1");
  } catch {
    // the next visit looks for no news
  }
}

function remembered(name: string): boolean {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}
