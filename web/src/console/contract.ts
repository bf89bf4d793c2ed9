/** The shapes of the agent API, under the names that the console uses. Made from the desk's OpenAPI. */

import type { ConversationShown, Hold, Me, Message, Row } from "../api-types.ts";

export type {
  AgentShown,
  CannedFilled,
  CannedReplies,
  CannedReply,
  Card,
  CaseSummary,
  CaseView,
  Closing,
  ClosingState,
  Colleague,
  Colleagues,
  ConversationShown,
  Done,
  FactMissing,
  FactRow,
  FileRow,
  Found,
  FoundAll,
  Hit,
  Hits,
  Hold,
  Me,
  Message,
  Office,
  OtherCase,
  PhaseView,
  Queue,
  Quoted,
  RecoveryCodes,
  Revealed,
  Row,
  Rows,
  Saying,
  Sealed,
  SignInWays,
  SlipOffer,
  StepRow,
  Suggested,
  TimelineEntry,
  TotpBegun,
  RatedCase as Rated,
} from "../api-types.ts";

export type Role = Me["role"];
export type Reason = NonNullable<Hold["reason"]>;
export type HoldState = Hold["state"];
export type Actor = Message["actor"];
export type CaseStatus = Row["status"];

/** How a conversation stands: all of it but what was said. */
export type Standing = Omit<ConversationShown, "entries">;
