/** One event of the log, as its leaf says it. */

import { fromHex, hexOf, joined, utf8, type Bytes } from "./bytes.ts";
import { readCanonical, writeCanonical, NotCanonical, type Json } from "./canonical-json.ts";
import { anything, count, object, oneOf, orNull, record, text, WrongForm } from "./form.ts";
import { sha256 } from "./hash.ts";

export const HASH = /^[0-9a-f]{64}$/;
export const CONVERSATION = /^(?:[0-9a-f]{32}|system)$/;
export const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}\+08:00$/;
export const NO_PREVIOUS = "0".repeat(64);

/** Kinds that colleagues write among themselves: on record, and shown to nobody outside (section 4). */
export const INTERNAL: readonly string[] = [
  "note",
  "suggestion_judged",
  "reading_corrected",
  "transfer_offered",
  "transfer_refused",
];

export const eventForm = object({
  v: oneOf(1),
  log_index: count(),
  conversation: text(CONVERSATION),
  seq: count(),
  prev: text(HASH),
  kind: text(),
  actor: oneOf("merchant", "bot", "agent", "system"),
  origin: oneOf("merchant_said", "bot_said", "agent_said", "file_received", "observed", "fetched"),
  at: text(TIME),
  client_at: orNull(text(TIME)),
  recorded_at: text(TIME),
  waited_ms: orNull(count()),
  guide: text(HASH),
  model: orNull(text(HASH)),
  body: record(anything),
  sealed: record(text(HASH)),
});

export type Event = ReturnType<typeof eventForm>;

export interface Opening {
  salt: string;
  value: Json;
}

export const openingForm = object<Opening>({ salt: text(HASH), value: anything });

/** The event in a leaf, or null if it is none. */
export function readEvent(leaf: Bytes): Event | null {
  try {
    return eventForm(readCanonical(leaf));
  } catch (error) {
    if (error instanceof NotCanonical || error instanceof WrongForm) return null;
    throw error;
  }
}

/** SHA-256(0x02 || salt || canonical JSON of the value), in hex. */
export async function commitment({ salt, value }: Opening): Promise<string> {
  return hexOf(await sha256(joined(Uint8Array.of(2), fromHex(salt)!, utf8(writeCanonical(value)))));
}
