/** The shapes of the merchant API, under the names that the page uses. Made from the desk's OpenAPI. */

import type { CaseView, Message } from "./api-types.ts";

export type {
  Accepted,
  CaseFact,
  CaseStep,
  CaseView,
  Choice,
  Consented as Consent,
  Erased,
  FactMissing,
  FileAccepted,
  FileShown,
  HumanView,
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
  Rating,
  Receipt,
  Resumed,
  RungView as Rung,
  SecretMade,
  Slip,
  SlipField,
  StepOffered,
  Texts,
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
