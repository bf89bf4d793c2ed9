/** What an agent is writing, for each conversation; kept over a reload, until they sign out. */

import { me } from "../session.ts";

const PREFIX = "zhangfang.desk.draft.";

export interface Draft {
  text: string;
  /** A note among colleagues, not a message. */
  note: boolean;
}

export function draftOf(conversation: string): Draft {
  try {
    return { text: "", note: false, ...(JSON.parse(sessionStorage.getItem(key(conversation)) ?? "{}") as Partial<Draft>) };
  } catch {
    return { text: "", note: false };
  }
}

export function keepDraft(conversation: string, draft: Draft): void {
  try {
    if (draft.text) sessionStorage.setItem(key(conversation), JSON.stringify(draft));
    else sessionStorage.removeItem(key(conversation));
  } catch {
    // full, or not allowed
  }
}

export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

/** Of this agent: the next one at this computer is somebody else. */
function key(conversation: string): string {
  return `${PREFIX}${me.value?.id ?? ""}.${conversation}`;
}
