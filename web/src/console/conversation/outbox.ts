/** What an agent has said and the desk has not yet: it leaves in order, under the same id however often it is sent. */

import { computed, ref, type Ref } from "vue";
import { randomId } from "../../random-id.ts";
import type { Quoted, Saying, TimelineEntry } from "../../api-types.ts";
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

/** Behind one that failed it waits with that one, for the agent to decide. */
export function send(conversation: string, said: Said, quoted: Quoted | null): void {
  const saying = { client_message_id: randomId(), ...said };
  const { state, failure } = first(conversation) ?? { state: "sending", failure: "" };
  box.value.push({ agent: me.value!.id, conversation, saying, quoted, state, failure });
  void deliver(conversation);
}

/** With what was said before it: what was said first must not arrive second. */
export function retry(id: string): void {
  const one = known(id);
  if (!one) return;
  const own = box.value.filter((other) => other.conversation === one.conversation && isOwn(other));
  for (const due of own.slice(0, own.indexOf(one) + 1)) Object.assign(due, { state: "sending", failure: "" });
  void deliver(one.conversation);
}

/** It is there, or its agent changes or forgets it; what waited behind it goes. */
export function takeOut(id: string): void {
  const one = known(id);
  if (!one) return;
  box.value = box.value.filter((other) => other !== one);
  void deliver(one.conversation);
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

function known(id: string): Leaving | undefined {
  return box.value.find(({ saying }) => saying.client_message_id === id);
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
