/** The shapes of the merchant API, as the desk serves them under /api/v1. */

export interface Choice {
  id: string;
  label: string;
}

export type Actor = "merchant" | "bot" | "agent" | "system";

export interface Message {
  seq: number;
  at: string;
  actor: Actor;
  text: string;
  choices: Choice[];
  in_reply_to: number | null;
  client_message_id: string | null;
}

export interface Phase {
  id: string;
  name: string;
  state: "done" | "now" | "todo";
}

export type CaseStatus = "none" | "open" | "resolved" | "closed" | "handed_over";

export interface CaseView {
  number: string | null;
  family: string | null;
  family_name: string | null;
  status: CaseStatus;
  phase: "verify" | "contact" | "submit" | "wait" | "escalate" | null;
  phases: Phase[];
  step: { id: string; title: string } | null;
  facts: Record<string, string | null>;
  missing: string[];
  due_at: string | null;
  due_estimated: boolean;
  escalation: { id: string; name: string }[];
  others: { number: string; family: string; family_name: string; status: string }[];
}

export interface Opened {
  id: string;
  token: string;
  case_number: string | null;
  messages: Message[];
}

/** What the merchant says: words, or one of the quick replies. */
export type Said = { text: string } | { choice: string };
