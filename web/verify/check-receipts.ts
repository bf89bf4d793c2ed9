/** Checks the receipts that a merchant kept: the desk's signed word that an event is in the log. */

import { same } from "./bytes.ts";
import { lineOf, type Line } from "./check-events.ts";
import { readReceipt, type Receipt } from "./log-notes.ts";
import type { Pack } from "./pack.ts";
import type { Failures } from "./report.ts";
import { isSigned } from "./signed-note.ts";

const BEGIN = /^(?=zhangfang receipt v1$)/m;

/** The receipts in a file: a JSON list of notes, or the notes one after another. */
export function receiptsIn(text: string): string[] {
  try {
    const read: unknown = JSON.parse(text);
    if (Array.isArray(read) && read.every((one) => typeof one === "string")) return read;
  } catch {
    // not JSON: notes
  }
  return text
    .replaceAll("\r\n", "\n")
    .split(BEGIN)
    .map((one) => `${one.trim()}\n`)
    .filter((one) => one !== "\n");
}

export async function checkReceipts(
  receipts: readonly string[],
  pack: Pack,
  lines: readonly Line[],
  failures: Failures,
): Promise<void> {
  for (const raw of receipts) {
    const receipt = readReceipt(raw);
    if (!receipt) failures.add("receipt_wrong", "receipt ?");
    else if (!(await isSigned(receipt.note, pack.keys)) || contradicts(receipt, pack, lines)) {
      failures.add("receipt_wrong", `receipt ${receipt.logIndex}`);
    }
  }
}

/** Whether the pack should hold this very event, and doesn't. A newer receipt says nothing of the pack. */
function contradicts(receipt: Receipt, pack: Pack, lines: readonly Line[]): boolean {
  if (receipt.conversation !== pack.conversation || receipt.logIndex >= pack.size) return false;
  const line = lines[lineOf(lines, receipt.seq)];
  return !line || !same(line.hash, receipt.leafHash) || line.event!.log_index !== receipt.logIndex;
}
