/** What an agent has said and the desk has not yet: it leaves in order, under the same id however often it is sent. */

import { computed, ref, type Ref } from "vue";
import { randomId } from "../../random-id.ts";
import type { Quoted, Saying, TimelineEntry } from "../contract.ts";
import * as calls from "../conversation-calls.ts";
import { ConsoleError, reasonOf } from "../problem.ts";
import { me } from "../session.ts";

export interface Leaving {
  /** Whose words they are: the next one at this computer is somebody else. */
  agent: string;
  conversation: string;
  saying: Saying;
  quoted: Quoted | null;
  state: "sending" | "failed";
  failure: string;
}

const box = ref<Leaving[]>([]);
const busy = new Set<string>();
let arrived: (conversation: string, entry: TimelineEntry, suggested: boolean) => void = () => {};

export function leavingOf(conversation: Ref<string | null>) {
  return computed(() => box.value.filter((one) => one.conversation === conversation.value && isOwn(one)));
}

/** Who wants to know what the desk has made of a message; `suggested`: it was made of a suggestion. */
export function onArrival(take: typeof arrived): void {
  arrived = take;
}

type Said = Omit<Saying, "client_message_id">;

export function send(conversation: string, said: Said, quoted: Quoted | null): void {
  const saying = { client_message_id: randomId(), ...said };
  box.value.push({ agent: me.value!.id, conversation, saying, quoted, state: "sending", failure: "" });
  void deliver(conversation);
}

export function retry(id: string): void {
  const one = box.value.find(({ saying }) => saying.client_message_id === id);
  if (!one) return;
  Object.assign(one, { state: "sending", failure: "" });
  void deliver(one.conversation);
}

/** What failed is taken out, to be changed or forgotten. */
export function takeOut(id: string): Leaving | null {
  const one = box.value.find(({ saying }) => saying.client_message_id === id) ?? null;
  box.value = box.value.filter((other) => other !== one);
  return one;
}

/** One after the other: what was said first must not arrive second. */
async function deliver(conversation: string): Promise<void> {
  if (busy.has(conversation)) return;
  busy.add(conversation);
  try {
    for (let next = first(conversation); next?.state === "sending"; next = first(conversation)) await once(next);
  } finally {
    busy.delete(conversation);
  }
}

function first(conversation: string): Leaving | undefined {
  return box.value.find((one) => one.conversation === conversation && isOwn(one));
}

function isOwn({ agent }: Leaving): boolean {
  return agent === me.value?.id;
}

async function once(one: Leaving): Promise<void> {
  const id = one.saying.client_message_id;
  try {
    const entry = await calls.say(one.conversation, one.saying);
    takeOut(id);
    arrived(one.conversation, entry, one.saying.suggested !== null);
  } catch (error) {
    const waits = box.value.filter(({ conversation, state }) => conversation === one.conversation && state === "sending");
    const why = reasonOf(error instanceof ConsoleError ? error : null);
    for (const left of waits) Object.assign(left, { state: "failed", failure: why });
  }
}
