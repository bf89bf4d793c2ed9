/** Checks the conversation: each event, its place, its link to the one before, and what was said. */

import { hexOf, type Bytes } from "./bytes.ts";
import { writeCanonical } from "./canonical-json.ts";
import { commitment, HASH, INTERNAL, NO_PREVIOUS, readEvent, type Event } from "./event.ts";
import { sha256 } from "./hash.ts";
import { leafHash } from "./merkle.ts";
import type { Openings, Pack } from "./pack.ts";
import type { Failures } from "./report.ts";
import type { Files } from "./zip.ts";

const NEWLINE = 10;
const CONTENT = "content";

/** One line of data/events.jsonl. Its hash is over its bytes, whether they can be read or not. */
export interface Line {
  hash: Bytes;
  event: Event | null;
}

export async function readLines(data: Bytes): Promise<Line[]> {
  const lines: Line[] = [];
  for (let at = 0; at < data.length; ) {
    const end = data.indexOf(NEWLINE, at);
    const leaf = data.slice(at, end < 0 ? undefined : end);
    lines.push({ hash: await leafHash(leaf), event: end < 0 ? null : readEvent(leaf) });
    at = end < 0 ? data.length : end + 1;
  }
  return lines;
}

export function checkLines(lines: readonly Line[], pack: Pack | null, failures: Failures): void {
  let logIndex = -1;
  lines.forEach(({ event }, at) => {
    const where = `event ${at + 1}`;
    if (!event) {
      failures.add("event_unreadable", where, at);
      return;
    }
    const isElsewhere = pack !== null && event.conversation !== pack.conversation;
    if (event.seq !== at + 1 || event.log_index <= logIndex || isElsewhere) failures.add("event_out_of_order", where, at);
    logIndex = event.log_index;
    const previous = lines[at - 1] ? hexOf(lines[at - 1]!.hash) : NO_PREVIOUS;
    if (event.prev !== previous) failures.add("chain_broken", where, at);
  });
  if (!lines.length || (pack && pack.events !== lines.length)) failures.add("events_missing", "events");
}

/** Which openings are right: `${seq} ${name}`. */
export async function checkOpenings(
  lines: readonly Line[],
  openings: Openings,
  failures: Failures,
): Promise<Set<string>> {
  const right = new Set<string>();
  for (const [seq, named] of openings) {
    const line = lineOf(lines, seq);
    const sealed = lines[line]?.event?.sealed ?? ({} as Record<string, string>);
    for (const [name, opening] of named) {
      const holds = Object.hasOwn(sealed, name) && (await commitment(opening)) === sealed[name];
      if (holds) right.add(`${seq} ${name}`);
      else failures.add("opening_wrong", `event ${seq} ${name}`, line < 0 ? undefined : line);
    }
  }
  lines.forEach(({ event }, at) => {
    if (!event || !Object.hasOwn(event.sealed, CONTENT) || openings.get(event.seq)?.has(CONTENT)) return;
    if (!INTERNAL.includes(event.kind) && !lines.slice(at + 1).some((later) => explains(later.event, event))) {
      failures.add("content_missing", `event ${event.seq}`, at);
    }
  });
  return right;
}

/** Whether this event says why a value of an earlier one is not there. */
export function explains(later: Event | null, event: Event, name = CONTENT): boolean {
  if (later?.kind === "redacted") return later.body.seq === event.seq && later.body.name === name;
  return later?.kind === "erased" || (name === CONTENT && takesBack(later, event));
}

/** Whether this event says that the sender took an earlier one back, or what the earlier one is about. */
export function takesBack(later: Event | null, event: Event): boolean {
  if (later?.kind !== "recalled") return false;
  const takenBack = writeCanonical(later.body.seq ?? null);
  const about = Object.hasOwn(event.body, "seq") ? event.body.seq! : event.seq;
  return [event.seq, about].some((seq) => writeCanonical(seq) === takenBack);
}

export async function checkAttachments(
  lines: readonly Line[],
  openings: Openings,
  right: ReadonlySet<string>,
  files: Files,
  failures: Failures,
): Promise<void> {
  for (const [at, { event }] of lines.entries()) {
    if (event?.kind !== "file" || lineOf(lines, event.seq) !== at || !right.has(`${event.seq} ${CONTENT}`)) continue;
    const value = openings.get(event.seq)!.get(CONTENT)!.value;
    const hash = typeof value === "object" && value !== null && !Array.isArray(value) ? value.sha256 : null;
    const file = typeof hash === "string" && HASH.test(hash) ? files.get(`data/files/${hash}`) : undefined;
    if (!file || hexOf(await sha256(file)) !== hash) failures.add("attachment_wrong", `event ${event.seq}`, at);
  }
}

/** The first line with an event of this seq, or -1. */
export function lineOf(lines: readonly Line[], seq: number): number {
  return lines.findIndex(({ event }) => event?.seq === seq);
}
