/** The desk's signed word for each message that arrived, kept on this phone. */

import type { Receipt } from "./contract.ts";
import { namesUnder, read, remove, write } from "./storage.ts";

type KeptReceipt = Pick<Receipt, "note" | "checkpoint">;

const RECEIPT = "zhangfang.receipt."; // one entry a receipt, so that two tabs don't overwrite each other

/**
 * A receipt vouches for all that was said before it in its conversation as well, so the oldest are the
 * ones to go. So many take less than a megabyte.
 */
export const MOST = 1000;

export function keepReceipt(conversation: string, { log_index, note, checkpoint }: Receipt): void {
  write(`${under(conversation)}${log_index}`, { note, checkpoint } satisfies KeptReceipt);
  oldestFirst(namesUnder(RECEIPT)).slice(0, -MOST).forEach(remove);
}

/** The notes of a conversation's receipts, oldest first: what the verifiers take. */
export function receiptsOf(conversation: string): string[] {
  return oldestFirst(namesUnder(under(conversation))).flatMap((name) => read<KeptReceipt>(name)?.note ?? []);
}

export function dropReceipts(conversation: string): void {
  namesUnder(under(conversation)).forEach(remove);
}

function under(conversation: string): string {
  return `${RECEIPT}${conversation}.`;
}

/** By their places in the log, which are counted over all conversations. */
function oldestFirst(names: string[]): string[] {
  return names.sort((a, b) => logIndex(a) - logIndex(b));
}

function logIndex(name: string): number {
  return Number(name.slice(name.lastIndexOf(".") + 1));
}
