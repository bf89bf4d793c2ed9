/** Who is signed in at this page. */

import { computed, ref } from "vue";
import { setToken } from "./api.ts";
import type { Me } from "../api-types.ts";
import type { Role } from "./contract.ts";
import { ConsoleError } from "./problem.ts";
import * as calls from "./session-calls.ts";

const RANK: Record<Role, number> = { agent: 0, supervisor: 1, administrator: 2 };

/** Null: nobody, as far as the page knows. */
export const me = ref<Me | null>(null);
export const must = computed(() => me.value?.must ?? null);

/** Whether who is signed in may all that this role may. */
export function isAtLeast(role: Role): boolean {
  return me.value !== null && RANK[me.value.role] >= RANK[role];
}

export function entered(who: Me): void {
  me.value = who;
  setToken(who.csrf);
}

export function left(): void {
  me.value = null;
  setToken("");
}

/** Asks the desk who is signed in; false if nobody is. */
export async function recall(): Promise<boolean> {
  try {
    entered(await calls.session());
    return true;
  } catch (error) {
    if (!(error instanceof ConsoleError) || error.status !== 401) throw error;
    left();
    return false;
  }
}

/** Even if the desk cannot be told: the page forgets. */
export async function signOut(): Promise<void> {
  try {
    await calls.signOut();
  } finally {
    left();
  }
}
