/** The shapes of the merchant API, under the names that the page uses. Made from the desk's OpenAPI. */

import type { CaseView, Message } from "./api-types.ts";

export type {
  Accepted,
  CaseFact,
  CaseStep,
  CaseView,
  Choice,
  Erased,
  FactMissing,
  FileAccepted,
  FileShown,
  KnownFact,
  LogFace,
  Message,
  NumberView as HiddenNumber,
  Opened,
  OtherCase,
  PaperShown,
  PaperView as Paper,
  PhaseView as Phase,
  Quoted,
  Receipt,
  Resumed,
  RungView as Rung,
  SecretMade,
  Slip,
  SlipField,
  StepOffered,
} from "./api-types.ts";

export type Actor = Message["actor"];
export type CaseStatus = CaseView["status"];
export type PaperFormat = "pdf" | "docx";

/** What the merchant says: words, one of the quick replies, facts filled in, or a step ticked. */
export type Said =
  | { text: string; quotes?: number }
  | { choice: string }
  | { facts: Record<string, string>; file?: number }
  | { done_step: string };

/** What the merchant has agreed to; all null where nothing was agreed to yet. */
export interface Consent {
  at: string | null;
  version: string | null;
  sensitive: boolean | null;
}

/** What the page asks in the desk's words: whether the record may be kept, and how it went. */
export interface Texts {
  consent: {
    version: string;
    title: string;
    points: { title: string; text: string }[];
    sensitive: { label: string; why: string };
    agree: string;
    withdraw: string;
  };
  rating: {
    question: string;
    solved: { value: boolean; label: string }[];
    tags: { good: Tag[]; bad: Tag[] };
    thanks: string;
    days: number;
  };
}

export interface Tag {
  id: string;
  label: string;
}

/** How it went, once a case has ended. */
export interface Rating {
  case: string;
  solved: boolean;
  stars: number;
  tags: string[];
  words?: string;
}
