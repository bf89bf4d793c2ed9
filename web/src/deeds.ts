/** What a merchant can do from within a bubble or the sheet. */

import type { InjectionKey } from "vue";
import type { StepOffered } from "./contract.ts";
import type { NamedFile } from "./desk-call.ts";

export interface Deeds {
  /** Throws a DeskError in words. */
  recall(seq: number): Promise<void>;
  tick(step: StepOffered): void;
  /** Facts filled in, or read from the file with this seq. Throws a DeskError whose `fact` names the field. */
  tell(facts: Record<string, string>, file?: number): Promise<void>;
  sendFiles(files: readonly File[]): void;
  /** Takes back what was not delivered yet. */
  cancel(id: string): void;
  /** A blob: address, waited for while the desk makes it. Throws a DeskError `no_view` if it can't. */
  picture(sha256: string, size: "small" | "large"): Promise<string>;
  /** To the byte, to be saved. */
  original(sha256: string): Promise<NamedFile>;
  /** The host's signed word on who writes; kept until there is a conversation. */
  identify(token: string): void;
}

export const DEEDS: InjectionKey<Deeds> = Symbol("deeds");
