/** Finds commands by parts of their names: every word typed must be there. Pure. */

import type { Command } from "./commands.ts";

const MOST = 60;

/** Names that begin with what was typed come first, then names that have it, then the rest; each as given. */
export function find(commands: readonly Command[], asked: string): Command[] {
  const wanted = asked.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return commands.slice(0, MOST);
  return commands
    .map((command) => ({ command, rank: rank(command, wanted) }))
    .filter(({ rank }) => rank !== null)
    .sort((one, other) => one.rank! - other.rank!)
    .slice(0, MOST)
    .map(({ command }) => command);
}

function rank({ name, also = "" }: Command, wanted: readonly string[]): number | null {
  const shown = name.toLowerCase();
  const all = `${shown} ${also.toLowerCase()}`;
  if (!wanted.every((word) => all.includes(word))) return null;
  if (shown.startsWith(wanted[0]!)) return 0;
  return wanted.every((word) => shown.includes(word)) ? 1 : 2;
}
