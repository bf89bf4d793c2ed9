/** Saves a file of the conversation to the phone, and says how that went. */

import type { Deeds } from "./deeds.ts";
import { reasonOf } from "./desk-error.ts";
import { saveFile } from "./save-file.ts";
import { strings } from "./strings.ts";
import { toast } from "./toast.ts";

export async function saveOriginal(deeds: Deeds, sha256: string): Promise<void> {
  try {
    saveFile(await deeds.original(sha256));
    toast(strings.fileSaved);
  } catch (error) {
    toast(reasonOf(error, strings.fileNotSaved), "problem");
  }
}
