/** What needs the agent, as the desk tells it: asked for once, and live from then on. */

import { computed, ref, shallowRef, triggerRef, type Ref } from "vue";
import type { Office, Row } from "../../api-types.ts";
import { openLine, type LiveLine } from "../live-line.ts";
import * as calls from "../queue-calls.ts";
import { sortRows, type Sorted } from "./sort-rows.ts";

/** A row that has just come to need somebody, or in which its merchant has just spoken. */
export interface News {
  kind: "waiting" | "offered" | "said";
  row: Row;
}

const rows = shallowRef(new Map<string, Row>());
const office = ref<Office | null>(null);
const patience = ref({ amber: 3, red: 10 });
const ready = ref(false);
/** What this agent sees of other conversations changes too: lists that show them ask again. */
const touched = ref(0);

const line = shallowRef<LiveLine | null>(null);
let myId = "";
let tell: (news: News) => void = () => {};
let batch: Map<string, Row | null> | null = null;
export const queueRows: Ref<Sorted> = computed(() => sortRows(rows.value.values(), myId));
export const queueReady: Readonly<Ref<boolean>> = ready;
/** Null until the line was open once, or failed to. */
export const queueUp = computed(() => line.value?.up.value ?? null);
export const officeState: Readonly<Ref<Office | null>> = office;
export const limits: Readonly<Ref<{ amber: number; red: number }>> = patience;
export const listsTouched: Readonly<Ref<number>> = touched;

/** For as long as the agent is signed in; `news` is told what came while the line was open. */
export function startQueue(me: string, news: (news: News) => void): () => void {
  myId = me;
  tell = news;
  ready.value = false;
  line.value = openLine(() => "/stream", { opened: fetchAll, event: take });
  return () => {
    line.value?.stop();
    line.value = null;
    rows.value = new Map();
  };
}

async function fetchAll(): Promise<void> {
  const found = await calls.queue();
  rows.value = new Map([...found.waiting, ...found.mine, ...found.offered].map((row) => [row.conversation, row]));
  office.value = found.office;
  patience.value = { amber: found.amber_minutes, red: found.red_minutes };
  ready.value = true;
  touched.value++;
}

function take(name: string, data: unknown): void {
  if (name === "office") office.value = data as Office;
  else if (name === "row") enqueue((data as Row).conversation, data as Row);
  else if (name === "gone") enqueue(goneId(data), null);
}

function goneId(data: unknown): string {
  return typeof data === "string" ? data : (data as { conversation: string }).conversation;
}

/** Hundreds of conversations may change within a second: they are drawn together. */
function enqueue(conversation: string, row: Row | null): void {
  if (!batch) {
    batch = new Map();
    setTimeout(apply, 60);
  }
  batch.set(conversation, row);
}

function apply(): void {
  const changed = batch!;
  batch = null;
  for (const [id, row] of changed) {
    const before = rows.value.get(id);
    if (row && row.hold.state !== "bot") rows.value.set(id, row);
    else rows.value.delete(id);
    if (row && ready.value) hear(row, before);
  }
  triggerRef(rows);
  touched.value++;
}

function hear(row: Row, before: Row | undefined): void {
  const { state, agent, offered_to } = row.hold;
  if (state === "waiting" && before?.hold.state !== "waiting") tell({ kind: "waiting", row });
  else if (offered_to?.id === myId && before?.hold.offered_to?.id !== myId) tell({ kind: "offered", row });
  else if (agent?.id === myId && row.last_actor === "merchant" && before && row.last_seq > before.last_seq)
    tell({ kind: "said", row });
}
