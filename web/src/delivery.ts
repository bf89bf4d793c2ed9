/** Sends the outbox, one after the other, so that words arrive in the order they were said. */

import { send } from "./api.ts";
import type { Accepted } from "./contract.ts";
import type { Key } from "./desk-call.ts";
import { DeskError, unreachable } from "./desk-error.ts";
import type { Failure, Outgoing } from "./outbox.ts";

export interface Postbox {
  key(): Key | null;
  next(): Outgoing | undefined;
  delivered(accepted: Accepted, id: string): void;
  failed(id: string, failure: Failure): void;
  refused(): void;
}

export function delivery(postbox: Postbox): () => Promise<void> {
  let running = false;
  return async function deliver() {
    if (running) return;
    running = true;
    try {
      for (;;) {
        const key = postbox.key();
        const entry = postbox.next();
        if (!key || !entry) return;
        await deliverOne(postbox, key, entry);
      }
    } finally {
      running = false;
    }
  };
}

async function deliverOne(postbox: Postbox, key: Key, entry: Outgoing): Promise<void> {
  const id = entry.client_message_id;
  try {
    const accepted = await send(key, id, entry.at, entry.said);
    if (postbox.key() === key) postbox.delivered(accepted, id);
  } catch (caught) {
    if (postbox.key() !== key) return;
    const error = caught instanceof DeskError ? caught : unreachable();
    if (error.kind === "refused") postbox.refused();
    else postbox.failed(id, { reason: error.message, canRetry: error.kind === "unreachable" });
  }
}
