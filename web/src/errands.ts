/** What the merchant takes from the desk besides words: papers, and a way in from another phone. */

import type { InjectionKey } from "vue";
import { makeSecret, paperFile, papersOf } from "./api.ts";
import type { Paper, PaperFormat, PaperShown, SecretMade } from "./contract.ts";
import type { Key } from "./desk-call.ts";
import { unreachable } from "./desk-error.ts";
import { saveFile } from "./save-file.ts";

export interface Errands {
  papers(caseNumber: string): Promise<Paper[]>;
  savePaper(paper: PaperShown, format: PaperFormat): Promise<void>;
  newSecret(): Promise<SecretMade>;
}

export const ERRANDS: InjectionKey<Errands> = Symbol("errands");

/** `key`: of the conversation that is on the page at that moment. */
export function errands(key: () => Key | null): Errands {
  function opened(): Key {
    const found = key();
    if (!found) throw unreachable();
    return found;
  }

  return {
    papers: async (caseNumber) => papersOf(opened(), caseNumber),
    savePaper: async (paper, format) => saveFile(await paperFile(opened(), paper, format)),
    newSecret: async () => makeSecret(opened()),
  };
}
