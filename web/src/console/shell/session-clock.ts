/** When the session ends, and how long before that its agent is told. Pure. */

import type { Me } from "../../api-types.ts";

const MINUTE = 60_000;
const IDLE_WARNING = 2 * MINUTE;
const END_WARNING = 10 * MINUTE;

/** `left`: in milliseconds. An idle session can be kept, one at its end cannot. */
export interface Warning {
  kind: "idle" | "end";
  left: number;
}

export function warning(me: Pick<Me, "idle_minutes" | "until">, active: number, now: number): Warning | null {
  const idle = active + me.idle_minutes * MINUTE - now;
  const end = Date.parse(me.until) - now;
  if (idle <= Math.min(IDLE_WARNING, (me.idle_minutes * MINUTE) / 2) && idle < end) return { kind: "idle", left: idle };
  return end <= END_WARNING ? { kind: "end", left: Math.max(0, end) } : null;
}
