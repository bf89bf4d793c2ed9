/** From messages and outbox to the lines on the screen. Pure. */

import type { Message, PaperShown } from "./contract.ts";
import type { Failure, Outgoing } from "./outbox.ts";
import { opensGroup, stamp } from "./timestamps.ts";

export interface SaidLine {
  kind: "said";
  key: string;
  speaker: "merchant" | "bot" | "agent";
  text: string;
  papers: readonly PaperShown[];
  state: "sent" | "sending" | "failed";
  failure: Failure | null;
}

export type Line =
  | { kind: "time"; key: string; text: string }
  | { kind: "notice"; key: string; text: string }
  | SaidLine;

type Timed = { at: string; line: Exclude<Line, { kind: "time" }> };

export function timeline(
  messages: readonly Message[],
  outbox: readonly Outgoing[],
  now: Date,
): Line[] {
  const timed = [...messages.map(fromMessage), ...outbox.map(fromOutgoing)];
  const lines: Line[] = [];
  let previous: Date | null = null;
  for (const { at, line } of timed) {
    const time = new Date(at);
    if (opensGroup(previous, time)) {
      lines.push({ kind: "time", key: `time-${line.key}`, text: stamp(time, now) });
    }
    lines.push(line);
    previous = time;
  }
  return lines;
}

/** Whether the same speaker goes on, with nothing in between. */
export function continues(line: Line, before: Line | undefined): boolean {
  return line.kind === "said" && before?.kind === "said" && before.speaker === line.speaker;
}

function fromMessage({ seq, at, actor, text, papers, client_message_id }: Message): Timed {
  // A sent message keeps the key it had in the outbox, so that it is not drawn or read out again.
  const key = client_message_id ?? `seq-${seq}`;
  return actor === "system"
    ? { at, line: { kind: "notice", key, text } }
    : { at, line: { kind: "said", key, speaker: actor, text, papers, state: "sent", failure: null } };
}

function fromOutgoing({ client_message_id, at, label, state, failure }: Outgoing): Timed {
  const said = { kind: "said", speaker: "merchant", text: label, papers: [] } as const;
  return { at, line: { ...said, key: client_message_id, state, failure } };
}
