/** Hears the console's keys, wherever the focus is; inside a dialog only what the dialog itself wants. */

import { commands } from "./commands.ts";
import { keyName, opensPalette } from "./key-names.ts";
import { palette } from "./palette-state.ts";
import { questionMark } from "./question-mark.ts";

export function listenForKeys(): () => void {
  window.addEventListener("keydown", press);
  return () => window.removeEventListener("keydown", press);
}

function press(event: KeyboardEvent): void {
  if (opensPalette(event)) event.preventDefault(); // also where it opens nothing: the browser would take the focus
  if (event.isComposing || event.repeat || document.querySelector("dialog[open]")) return;
  if (opensPalette(event)) {
    palette.value = "commands";
    return;
  }
  if (event.key === "?" && questionMark.value && !isTyping(event.target)) {
    event.preventDefault();
    palette.value = "shortcuts";
    return;
  }
  const name = keyName(event);
  const command = name && commands.value.find((one) => one.key === name);
  if (!command) return;
  event.preventDefault();
  command.run();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
