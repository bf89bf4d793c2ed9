/** The messages that the desk has, in order and each once. Pure. */

import type { Choice, Message } from "./contract.ts";

export function merge(known: readonly Message[], incoming: readonly Message[]): Message[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of incoming) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

export function lastSeq(messages: readonly Message[]): number {
  return messages.at(-1)?.seq ?? 0;
}

/** The quick replies of the bot's last turn, unless somebody but the system has spoken since. */
export function openChoices(messages: readonly Message[], saidAfter: number): Choice[] {
  const spoken = messages.filter((message) => message.actor !== "system");
  const last = spoken.at(-1);
  if (!last || saidAfter >= last.seq) return [];
  const sinceBot = spoken.slice(spoken.findLastIndex((message) => message.actor !== "bot") + 1);
  const turn = sinceBot.filter((message) => message.in_reply_to === last.in_reply_to);
  return turn.findLast((message) => message.choices.length > 0)?.choices ?? [];
}
