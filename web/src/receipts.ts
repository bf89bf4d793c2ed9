/** The desk's signed word for each message that arrived, kept on this phone. */

import type { Receipt } from "./contract.ts";
import { onPhone, type PhoneDb } from "./phone-db.ts";
import { namesUnder, read, remove } from "./storage.ts";

export type KeptReceipt = Pick<Receipt, "note" | "checkpoint" | "log_index"> & { conversation: string };

/**
 * A receipt vouches for all that was said before it in its conversation as well, so the oldest are the
 * ones to go. So many take less than a megabyte.
 */
export const MOST = 1000;

const OLDER = "zhangfang.receipt."; // where pages kept them before they had a database

/** Where the phone keeps nothing they last as long as the page. */
const here = new Map<string, KeptReceipt>();

export async function keepReceipt(conversation: string, { log_index, note, checkpoint }: Receipt): Promise<void> {
  const kept: KeptReceipt = { conversation, log_index, note, checkpoint };
  if (!(await store(kept))) here.set(`${conversation} ${log_index}`, kept);
}

/** The notes of a conversation's receipts, oldest first: what the verifiers take. */
export async function receiptsOf(conversation: string): Promise<string[]> {
  const stored = await onPhone((db) => db.getAll("receipts", ofConversation(conversation)), []);
  const unstored = [...here.values()].filter((kept) => kept.conversation === conversation);
  return [...stored, ...unstored].sort((a, b) => a.log_index - b.log_index).map((kept) => kept.note);
}

export async function dropReceipts(conversation: string): Promise<void> {
  for (const [name, kept] of here) if (kept.conversation === conversation) here.delete(name);
  namesUnder(`${OLDER}${conversation}.`).forEach(remove);
  await onPhone((db) => db.delete("receipts", ofConversation(conversation)), undefined);
}

/** Brings in those that an older page has left beside the database. */
export async function moveReceiptsIn(): Promise<void> {
  for (const name of namesUnder(OLDER)) {
    const older = read<Pick<KeptReceipt, "note" | "checkpoint">>(name);
    const at = name.lastIndexOf(".");
    const conversation = name.slice(OLDER.length, at);
    const log_index = Number(name.slice(at + 1));
    if (older && !(await store({ ...older, conversation, log_index }))) return;
    remove(name);
  }
}

function store(kept: KeptReceipt): Promise<boolean> {
  return onPhone(async (db) => {
    await db.put("receipts", kept, [kept.conversation, kept.log_index]);
    await dropOldest(db);
    return true;
  }, false);
}

async function dropOldest(db: PhoneDb): Promise<void> {
  const transaction = db.transaction("receipts", "readwrite");
  let tooMany = (await transaction.store.count()) - MOST;
  let cursor = tooMany > 0 ? await transaction.store.index("log_index").openCursor() : null;
  for (; cursor && tooMany > 0; tooMany--) {
    await cursor.delete();
    cursor = await cursor.continue();
  }
  await transaction.done;
}

function ofConversation(conversation: string): IDBKeyRange {
  return IDBKeyRange.bound([conversation], [conversation, []]);
}
