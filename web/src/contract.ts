/** The shapes of the merchant API, as the desk serves them under /api/v1. */

export interface Choice {
  id: string;
  label: string;
}

/** A paper whose text a bubble shows, and the number of its case. */
export interface PaperShown {
  kind: string;
  case: string;
}

export type Actor = "merchant" | "bot" | "agent" | "system";

export interface Message {
  seq: number;
  at: string;
  actor: Actor;
  text: string;
  choices: Choice[];
  papers: PaperShown[];
  in_reply_to: number | null;
  client_message_id: string | null;
}

export interface Phase {
  id: string;
  name: string;
  state: "done" | "now" | "todo";
}

export type CaseStatus = "none" | "open" | "resolved" | "closed" | "handed_over";

/** A fact in words: 金额, 1288 元. */
export interface KnownFact {
  id: string;
  name: string;
  words: string;
}

/** A rung of the ladder, and on what condition it is taken. */
export interface Rung {
  id: string;
  title: string;
  opens_when: string;
  state: "todo" | "now" | "waiting" | "done" | "stuck" | "skipped";
}

export interface OtherCase {
  number: string;
  family: string;
  family_name: string;
  status: string;
}

export interface CaseView {
  number: string | null;
  family: string | null;
  family_name: string | null;
  status: CaseStatus;
  phase: "verify" | "contact" | "submit" | "wait" | "escalate" | null;
  phases: Phase[];
  step: { id: string; title: string } | null;
  facts: Record<string, string | null>;
  known: KnownFact[];
  missing: string[];
  due_at: string | null;
  due_estimated: boolean;
  due_promised: boolean;
  escalation: { id: string; name: string }[];
  ladder: Rung[];
  human: { asked: boolean; reason: string | null };
  others: OtherCase[];
}

/** A paper that can be taken; with blanks for `missing`, if it is not ready. */
export interface Paper {
  kind: string;
  name: string;
  use: string;
  /** Whether it is of use in the phase that the case is in. */
  now: boolean;
  ready: boolean;
  missing: { id: string; name: string }[];
}

export type PaperFormat = "pdf" | "docx";

export interface Opened {
  id: string;
  token: string;
  case_number: string | null;
  messages: Message[];
}

/** The way into the conversation from another phone. The secret is shown this once. */
export interface SecretMade {
  case_number: string;
  secret: string;
}

export interface Resumed {
  id: string;
  token: string;
  case_number: string;
}

/**
 * The desk's signed word that a message is in the log: signed notes, the receipt's own and that of the
 * last checkpoint before it.
 */
export interface Receipt {
  log_index: number;
  seq: number;
  leaf_hash: string;
  note: string;
  checkpoint: string | null;
}

/** A message that is on record. */
export interface Accepted {
  message: Message;
  receipt: Receipt;
}

/** A number that a message hides, as it is shown, and the name by which it is asked for: `2 phone-1`. */
export interface HiddenNumber {
  name: string;
  shown: string;
}

/** What the log shows to everybody. `fingerprint`: SHA-256 of its public key, in hex. */
export interface LogFace {
  origin: string;
  fingerprint: string;
}

/** All that is left of a conversation: the proof that it was erased. */
export interface Erased {
  erased_at: string;
  receipt: Receipt;
}

/** What the merchant says: words, or one of the quick replies. */
export type Said = { text: string } | { choice: string };
