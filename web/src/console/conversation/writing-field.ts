import type { InjectionKey } from "vue";

/** The field that an agent writes in, for what stands further up. */
export interface WritingField {
  /** Puts words that did not leave back into it; false if they can't be said now. */
  editAgain(text: string): boolean;
  focus(): void;
}

export const WRITING_FIELD: InjectionKey<WritingField> = Symbol("writing field");
