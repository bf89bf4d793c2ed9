/** Keeps on the phone what was said and not acknowledged, so that a page that is closed loses none of it. */

import type { Outgoing } from "./outbox.ts";
import { onPhone, type KeptOutgoing } from "./phone-db.ts";
import { namesUnder, read, remove, write } from "./storage.ts";

/** Without a database words are kept one by one beside it, as older pages did; files last as long as the page. */
const BESIDE = "zhangfang.outgoing.";

/** All that is kept, in order. */
export async function stored(): Promise<Outgoing[]> {
  const kept = await onPhone((db) => db.getAll("outgoing"), []);
  return kept.map(fresh);
}

/** What is kept when the page opens; what lies beside the database is brought into it. */
export async function storedBefore(): Promise<Outgoing[]> {
  const beside = namesUnder(BESIDE)
    .flatMap((name) => read<KeptOutgoing>(name) ?? [])
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const unstored: Outgoing[] = [];
  for (const entry of beside) {
    const order = await keep(fresh(entry), null);
    if (order === null) unstored.push(fresh(entry));
  }
  return [...(await stored()), ...unstored];
}

/** Its place in the order; null if it could not be stored. Kept again, it keeps its place. */
export async function keep(entry: Outgoing, content: ArrayBuffer | null): Promise<number | null> {
  const id = entry.client_message_id;
  const order = await onPhone(async (db) => {
    const transaction = db.transaction(["outgoing", "contents"], "readwrite");
    const outgoing = transaction.objectStore("outgoing");
    const known = await outgoing.index("id").getKey(id);
    if (content) void transaction.objectStore("contents").put(content, id);
    const place = await outgoing.put(lasting(entry, known ?? entry.order));
    await transaction.done;
    return place;
  }, null);
  if (order !== null) remove(BESIDE + id);
  else if (entry.said !== null) write(BESIDE + id, lasting(entry, null));
  return order;
}

export async function contentOf(id: string): Promise<ArrayBuffer | null> {
  return onPhone(async (db) => (await db.get("contents", id)) ?? null, null);
}

export async function drop(id: string): Promise<void> {
  remove(BESIDE + id);
  await onPhone(async (db) => {
    const transaction = db.transaction(["outgoing", "contents"], "readwrite");
    const outgoing = transaction.objectStore("outgoing");
    const place = await outgoing.index("id").getKey(id);
    if (place !== undefined) await outgoing.delete(place);
    await transaction.objectStore("contents").delete(id);
    await transaction.done;
  }, undefined);
}

/** Written out field by field: what the page draws from may be a proxy, which a database does not take. */
function lasting(entry: Outgoing, order: number | null): KeptOutgoing {
  const { client_message_id, said, file, label, at, afterSeq } = entry;
  const kept: KeptOutgoing = { client_message_id, said: said && { ...said }, label, at, afterSeq };
  if (said && "facts" in said) kept.said = { ...said, facts: { ...said.facts } };
  if (file) kept.file = { ...file, preview: null };
  return order === null ? kept : { ...kept, order };
}

function fresh(kept: KeptOutgoing): Outgoing {
  return { ...kept, order: kept.order ?? null, state: "sending", failure: null, progress: 0 };
}
