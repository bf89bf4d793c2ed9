/** Makes elements. What is said becomes text nodes, never HTML. */

import type { Said } from "./words.ts";

type Child = Node | string | null | undefined | false;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children) if (child) made.append(child);
  return made;
}

/** Chinese, and the English below it. */
export function both(tag: "p" | "h2" | "h3" | "summary" | "div", said: Said, className = ""): HTMLElement {
  return element(tag, className ? { class: className } : {}, said.zh, english(said));
}

export function english({ en }: Said): HTMLElement {
  return element("span", { class: "english", lang: "en" }, en);
}
