/** What the merchant does with the record: takes it away, compares it, has it deleted. */

import type { InjectionKey } from "vue";
import type { HiddenNumber } from "./contract.ts";
import { unreachable } from "./desk-error.ts";
import { logFace, numbersOf, openedPackOf, packOf } from "./evidence-api.ts";
import { day, notesFile } from "./notes-file.ts";
import { receiptsOf } from "./receipts.ts";
import { saveFile } from "./save-file.ts";
import type { Kept } from "./shelf.ts";
import { strings } from "./strings.ts";

export interface MerchantRecord {
  savePack(): Promise<void>;
  hiddenNumbers(): Promise<HiddenNumber[]>;
  saveOpenedPack(secret: string, names: readonly string[]): Promise<void>;
  /** How many are on this phone. */
  receipts(): Promise<number>;
  saveReceipts(): Promise<void>;
  /** SHA-256 of the log's public key, in hex. */
  fingerprint(): Promise<string>;
  /** For good. `secret`: null where none was made. */
  erase(secret: string | null): Promise<void>;
}

export const RECORD: InjectionKey<MerchantRecord> = Symbol("record");

/** `kept`: the conversation that is on the page at that moment. */
export function merchantRecord(kept: () => Kept | null, erase: MerchantRecord["erase"]): MerchantRecord {
  function opened(): Kept {
    const found = kept();
    if (!found) throw unreachable();
    return found;
  }

  async function notes(): Promise<string[]> {
    const found = kept();
    return found ? receiptsOf(found.id) : [];
  }

  return {
    savePack: async () => saveFile(await packOf(opened())),
    hiddenNumbers: async () => numbersOf(opened()),
    saveOpenedPack: async (secret, names) => saveFile(await openedPackOf(opened(), secret, names)),
    receipts: async () => (await notes()).length,
    saveReceipts: async () => {
      const of = kept()?.caseNumber ?? day(new Date());
      saveFile(notesFile(strings.receiptsFile, of, await notes()));
    },
    fingerprint: async () => (await logFace()).fingerprint,
    erase,
  };
}
