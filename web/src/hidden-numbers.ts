/** The hidden numbers as a merchant picks them: each once, however often it was said. Pure. */

import type { HiddenNumber } from "./contract.ts";
import { strings } from "./strings.ts";

export interface NumberPicked {
  /** 电话 138****5678 */
  label: string;
  /** All places where it stands: `2 phone-1`. */
  names: string[];
}

export function numbersToPick(numbers: readonly HiddenNumber[]): NumberPicked[] {
  const found = new Map<string, NumberPicked>();
  for (const { name, shown } of numbers) {
    const label = [kind(name), shown].filter(Boolean).join(" ");
    const picked = found.get(label) ?? { label, names: [] };
    found.set(label, { label, names: [...picked.names, name] });
  }
  return [...found.values()];
}

function kind(name: string): string {
  const [, found] = /^\d+ ([a-z]+)-\d+$/.exec(name) ?? [];
  return (strings.numberKinds as Record<string, string>)[found ?? ""] ?? "";
}
