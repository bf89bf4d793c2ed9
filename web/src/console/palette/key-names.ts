/**
 * The keys of the console: Alt and one more, so that they work while one types, and no letter typed by mistake does
 * anything (WCAG 2.1.4). D, E and F are the browsers' own. Pure.
 */

export type KeyName = `Alt+${string}`;

export const PALETTE_KEY = "Ctrl+K";
export const SHORTCUTS_KEY = "?";

interface Pressed {
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  code: string;
  key: string;
}

/** The name of a key combination, or null. By the key's place: with Alt a Mac types other letters. */
export function keyName({ altKey, ctrlKey, metaKey, shiftKey, code }: Pressed): KeyName | null {
  if (!altKey || ctrlKey || metaKey || shiftKey) return null;
  const named = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code);
  if (named) return `Alt+${named[1] ?? named[2]}`;
  if (code === "ArrowUp" || code === "ArrowDown") return `Alt+${code === "ArrowUp" ? "↑" : "↓"}`;
  return null;
}

export function opensPalette({ altKey, ctrlKey, metaKey, shiftKey, key, code }: Pressed): boolean {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && (key.toLowerCase() === "k" || code === "KeyK");
}
