/** Checks that the files are those that were sealed: the container, each file's hashes, the seal. */

import { byCodePoint, fromUtf8, hexOf } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import { sealText } from "./log-notes.ts";
import { MANIFEST, SEAL, type Listed, type Pack } from "./pack.ts";
import type { Failures } from "./report.ts";
import { isSigned, readNote } from "./signed-note.ts";
import { sm3 } from "./sm3.ts";
import type { Files } from "./zip.ts";

export async function checkFiles(files: Files, listed: readonly Listed[], failures: Failures): Promise<void> {
  for (const one of listed) {
    const data = files.get(one.path);
    if (!data) {
      failures.add("file_missing", one.path);
    } else if (
      data.length !== one.size ||
      hexOf(await sha256(data)) !== one.sha256 ||
      hexOf(sm3(data)) !== one.sm3
    ) {
      failures.add("file_changed", one.path);
    }
  }
  const expected = new Set([MANIFEST, SEAL, ...listed.map(({ path }) => path)]);
  for (const path of [...files.keys()].sort(byCodePoint)) {
    if (!expected.has(path)) failures.add("file_added", path);
  }
}

/** Without a readable pack.json nobody knows whose seal it should be. */
export async function checkSeal(files: Files, pack: Pack | null, failures: Failures): Promise<void> {
  const raw = files.get(SEAL);
  const note = readNote((raw && fromUtf8(raw)) ?? "");
  const text = pack && sealText(pack.origin, await sha256(files.get(MANIFEST)!));
  if (!note || note.text !== text || !(await isSigned(note, pack!.keys))) failures.add("seal_wrong", SEAL);
}
