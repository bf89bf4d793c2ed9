/** Makes elements. What is said becomes text nodes, never HTML. */

import type { Said } from "./words.ts";

type Child = Node | string | null | undefined | false;

/** Characters that show nothing, or turn round what follows: a reader must not be misled by them. */
const INVISIBLE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The text with such characters written out. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (sign) => `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children) if (child) made.append(typeof child === "string" ? visible(child) : child);
  return made;
}

/** Chinese, and the English below it. */
export function both(tag: "p" | "h2" | "h3" | "summary" | "div", said: Said, className = ""): HTMLElement {
  return element(tag, className ? { class: className } : {}, said.zh, english(said));
}

export function english({ en }: Said): HTMLElement {
  return element("span", { class: "english", lang: "en" }, en);
}
