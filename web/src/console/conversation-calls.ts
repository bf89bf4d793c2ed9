/** The calls that show a conversation, and those by which an agent works on it. */

import { address, download, get, post, type NamedFile } from "./api.ts";
import type { CannedFilled, CannedReplies, ConversationShown, Done, Revealed, Saying, TimelineEntry } from "../api-types.ts";
import { path } from "./queue-calls.ts";

export function conversation(id: string, signal?: AbortSignal): Promise<ConversationShown> {
  return get(path(id), signal);
}

export function say(id: string, saying: Saying): Promise<TimelineEntry> {
  return post(`${path(id)}/messages`, saying);
}

export function note(id: string, text: string): Promise<TimelineEntry> {
  return post(`${path(id)}/notes`, { text });
}

export function typing(id: string, on: boolean): Promise<void> {
  return post(`${path(id)}/typing`, { on });
}

/** `value` null: the merchant cannot give it. */
export function changeFact(id: string, fact: string, value: string | null, reason: string): Promise<Done> {
  return post(`${path(id)}/facts`, { facts: { [fact]: value }, reason });
}

/** Facts as they were read off a slip, the seq of its file. */
export function takeOffSlip(id: string, slip: number, facts: Record<string, string>, reason: string): Promise<Done> {
  return post(`${path(id)}/facts`, { facts, slip, reason });
}

export function changeStep(id: string, step: string, outcome: "done" | "skipped" | "reopened", reason = ""): Promise<Done> {
  return post(`${path(id)}/steps/${encodeURIComponent(step)}`, { outcome, reason });
}

export function changeFamily(id: string, family: string, reason: string): Promise<Done> {
  return post(`${path(id)}/family`, { family, reason });
}

export function reveal(id: string, seq: number, name: string, reason: string): Promise<Revealed> {
  return post(`${path(id)}/reveal`, { seq, name, reason });
}

export function canned(): Promise<CannedReplies> {
  return get("/canned");
}

export function fillCanned(id: string, reply: string): Promise<CannedFilled> {
  return get(`${path(id)}/canned/${encodeURIComponent(reply)}`);
}

export function pack(id: string): Promise<NamedFile> {
  return download(`${path(id)}/pack`, "evidence.zip");
}

/** Where the browser fetches the picture of a file. */
export function pictureOf(id: string, sha256: string, size: "small" | "large"): string {
  return address(`${path(id)}/files/${encodeURIComponent(sha256)}/view?size=${size}`);
}
