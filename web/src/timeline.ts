/** From messages and outbox to the lines on the screen. Pure. */

import type { Choice, FileShown, KnownFact, Message, PaperShown, Quoted, Slip, StepOffered } from "./contract.ts";
import type { Failure, Outgoing } from "./outbox.ts";
import { opensGroup, stamp } from "./timestamps.ts";

export interface SaidLine {
  kind: "said";
  key: string;
  /** Null until the desk has it. */
  seq: number | null;
  at: string;
  speaker: "merchant" | "bot" | "agent";
  /** The name of the agent who said it. */
  by: string | null;
  text: string;
  quotes: Quoted | null;
  papers: readonly PaperShown[];
  choices: readonly Choice[];
  file: FileShown | null;
  upload: Upload | null;
  slip: Slip | null;
  steps: readonly StepOffered[];
  card: Message["card"];
  known: readonly KnownFact[];
  state: "sent" | "sending" | "failed";
  failure: Failure | null;
}

/** A file on its way. `preview`: a blob: address of a small picture. `progress`: 0 to 1. */
export interface Upload {
  name: string;
  media: string;
  size: number;
  preview: string | null;
  progress: number;
}

export type Line =
  | { kind: "time"; key: string; text: string }
  | { kind: "notice"; key: string; text: string }
  | { kind: "recalled"; key: string; seq: number }
  | SaidLine;

type Timed = { at: string; line: Exclude<Line, { kind: "time" }> };

export function timeline(
  messages: readonly Message[],
  outbox: readonly Outgoing[],
  now: Date,
): Line[] {
  const timed = [
    ...messages.filter((message) => message.recalls === null).map(fromMessage),
    ...outbox.map((entry) => fromOutgoing(entry, messages)),
  ];
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
  return line.kind === "said" && before?.kind === "said" && before.speaker === line.speaker && before.by === line.by;
}

/** The summary that the open choices answer: they stand in its card, not under the last bubble. */
export function summaryOf(lines: readonly Line[], choices: readonly Choice[]): string | null {
  const id = choices[0]?.id;
  const asks = (line: Line) =>
    line.kind === "said" && line.card === "summary" && line.choices.some((choice) => choice.id === id);
  return lines.find(asks)?.key ?? null;
}

const QUOTED = 60;

/** What a message that quotes this line shows of it; null while the desk doesn't have it. */
export function quoted({ seq, speaker, text }: SaidLine): Quoted | null {
  return seq === null ? null : { seq, actor: speaker, text: beginning(text) };
}

function fromMessage(message: Message): Timed {
  const { seq, at, actor, text, agent: by, recalled, client_message_id } = message;
  // A sent message keeps the key it had in the outbox, so that it is not drawn or read out again.
  const key = client_message_id ?? `seq-${seq}`;
  if (recalled) return { at, line: { kind: "recalled", key: `recalled-${seq}`, seq } };
  if (actor === "system") return { at, line: { kind: "notice", key, text } };
  const { quotes, papers, choices, file, slip, steps, card, known } = message;
  const shown = { quotes, papers, choices, file, slip, steps, card, known };
  return {
    at,
    line: { kind: "said", key, seq, at, speaker: actor, by, text, ...shown, upload: null, state: "sent", failure: null },
  };
}

const PLAIN = { by: null, papers: [], choices: [], slip: null, steps: [], card: null, known: [], file: null, seq: null } as const;

function fromOutgoing(entry: Outgoing, messages: readonly Message[]): Timed {
  const { client_message_id: key, at, label: text, file, progress, state, failure } = entry;
  const upload = file ? { ...file, progress } : null;
  const quotes = quotedBy(entry, messages);
  return { at, line: { kind: "said", key, at, speaker: "merchant", text, ...PLAIN, quotes, upload, state, failure } };
}

function quotedBy({ said }: Outgoing, messages: readonly Message[]): Quoted | null {
  const seq = said && "quotes" in said ? said.quotes : undefined;
  const found = messages.find((message) => message.seq === seq);
  return found ? { seq: found.seq, actor: found.actor, text: beginning(found.text) } : null;
}

function beginning(text: string): string {
  const letters = [...text];
  return letters.length > QUOTED ? `${letters.slice(0, QUOTED - 1).join("")}…` : text;
}
