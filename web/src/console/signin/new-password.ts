/** What is wrong with a new password before the desk is asked. Pure. */

export interface PasswordFault {
  field: "fresh" | "again";
  why: "short" | "same" | "other";
}

const SHORTEST = 10;

export function faultOf(current: string, fresh: string, again: string): PasswordFault | null {
  if ([...fresh].length < SHORTEST) return { field: "fresh", why: "short" };
  if (fresh === current) return { field: "fresh", why: "same" };
  return fresh === again ? null : { field: "again", why: "other" };
}
