/** Parts of the agent API's shapes that have no name there. */

import type { ConversationShown, Hold, Me, Message, Row } from "../api-types.ts";

export type Role = Me["role"];
export type Reason = NonNullable<Hold["reason"]>;
export type HoldState = Hold["state"];
export type Actor = Message["actor"];
export type CaseStatus = Row["status"];

/** How a conversation stands: all of it but what was said. */
export type Standing = Omit<ConversationShown, "entries">;
