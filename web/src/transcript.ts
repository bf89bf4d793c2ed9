/** The messages that the desk has: in order, each once, and what is drawn of them. Pure. */

import type { Choice, Message } from "./contract.ts";

export function merge(known: readonly Message[], incoming: readonly Message[]): Message[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of incoming) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** What is drawn of them: what was recalled says nothing any more, and the mark of it is no line of its own. */
export function withRecalls(messages: readonly Message[]): Message[] {
  const recalled = new Set(messages.flatMap((message) => message.recalls ?? []));
  return messages
    .filter((message) => message.recalls === null)
    .map((message) => (recalled.has(message.seq) ? emptied(message) : message))
    .map((message) =>
      message.quotes && recalled.has(message.quotes.seq) && message.quotes.text
        ? { ...message, quotes: { ...message.quotes, text: "" } }
        : message,
    );
}

function emptied(message: Message): Message {
  return { ...message, recalled: true, text: "", file: null, choices: [], quotes: null };
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
