/** Shows the conversation that was just checked. */

import type { Line } from "./check-events.ts";
import type { Json } from "./canonical-json.ts";
import { INTERNAL, type Event } from "./event.ts";
import { both, element } from "./element.ts";
import { clock } from "./clock.ts";
import type { Found } from "./verify.ts";
import { actors, kindName, origins, words } from "./words.ts";

export function transcriptView(found: Found, flagged: ReadonlySet<number>): HTMLElement {
  const entries = found.lines.map((line, at) => entryView(line, at, found, flagged.has(at)));
  return element(
    "section",
    {},
    both("h2", words.transcript),
    both("p", words.transcriptNote, "quiet"),
    element("ol", { class: "transcript" }, ...entries),
  );
}

/** What an entry says, on its own: for a failure that is about it. */
export function saidIn(line: Line, found: Found): HTMLElement {
  return element("div", { class: "said" }, ...contentViews(line.event, found));
}

function entryView({ event }: Line, at: number, found: Found, isFlagged: boolean): HTMLElement {
  const kind = event ? kindName(event.kind) : "";
  return element(
    "li",
    { id: `line-${at + 1}`, class: `entry ${event?.actor ?? ""} ${event?.kind === "message" ? "message" : "note"}` },
    element(
      "p",
      { class: "about" },
      element("span", { class: "number" }, `${at + 1}`),
      event && element("time", { datetime: event.at }, clock(event.at)),
      event && element("span", {}, event.kind === "message" ? speaker(event, found) : kind),
      event && element("span", { class: "quiet" }, origins[event.origin]),
      isFlagged && element("strong", { class: "flag" }, words.flagged.zh),
    ),
    ...contentViews(event, found),
  );
}

/** Who said it; of the staff, with the name. */
function speaker(event: Event, found: Found): string {
  const value = event.actor === "agent" ? found.openings.get(event.seq)?.get("content")?.value : null;
  const name = nameOf(typeof value === "object" && value !== null && !Array.isArray(value) ? value.agent : null);
  return name ? `${actors[event.actor]} ${name}` : actors[event.actor];
}

function nameOf(agent: Json | undefined): string {
  const isObject = typeof agent === "object" && agent !== null && !Array.isArray(agent);
  return isObject && typeof agent.name === "string" ? agent.name : "";
}

function contentViews(event: Event | null, found: Found): HTMLElement[] {
  if (!event) return [both("p", words.unreadable, "quiet")];
  const views: HTMLElement[] = [];
  const openings = found.openings.get(event.seq);
  for (const name of Object.keys(event.sealed).sort()) {
    const opening = openings?.get(name);
    if (!opening) {
      const why = INTERNAL.includes(event.kind) ? words.internalContent : words.withoutContent;
      if (name === "content") views.push(both("p", why, "quiet"));
      continue;
    }
    if (!found.opened.has(`${event.seq} ${name}`)) views.push(both("p", words.wrongContent, "flag"));
    views.push(...(name === "content" ? valueViews(opening.value) : [element("p", {}, `${name}：${plain(opening.value)}`)]));
  }
  const body = Object.entries(event.body).filter(([key, value]) => key !== "in_reply_to" && value !== null);
  if (body.length) views.push(detail(Object.fromEntries(body)));
  return views;
}

/** A content: the text as it was said, and what else it holds as it is written. */
function valueViews(value: Json): HTMLElement[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [detail(value)];
  const views: HTMLElement[] = [];
  const { text, change, choice, choices, name, media, size, sha256, ...rest } = value;
  if (typeof text === "string") views.push(element("p", { class: "text" }, text));
  if (choice != null) views.push(element("p", { class: "quiet" }, `${words.chosen}（${plain(choice)}）`));
  if (Array.isArray(choices) && choices.length) {
    views.push(element("p", { class: "quiet" }, words.choices + choices.map(labelOf).join(" / ")));
  }
  if (sha256 !== undefined) {
    views.push(element("p", {}, [name, media, words.fileSize(size)].filter((one) => one != null).map(String).join("，")));
    views.push(detail(sha256!));
  } else {
    for (const [key, one] of Object.entries({ name, media, size })) if (one !== undefined) rest[key] = one;
  }
  if (change !== undefined) views.push(detail(withoutKind(change)));
  const more = Object.entries(rest).filter(([, one]) => one !== null && !(Array.isArray(one) && !one.length));
  if (more.length) views.push(detail(Object.fromEntries(more)));
  return views;
}

function labelOf(choice: Json): string {
  const isObject = typeof choice === "object" && choice !== null && !Array.isArray(choice);
  return isObject && typeof choice.label === "string" ? choice.label : plain(choice);
}

function withoutKind(change: Json): Json {
  if (typeof change !== "object" || change === null || Array.isArray(change)) return change;
  return Object.fromEntries(Object.entries(change).filter(([key, value]) => key !== "kind" && value !== null));
}

function detail(value: Json): HTMLElement {
  return element("p", { class: "detail" }, plain(value));
}

/** A value as a person reads it: names and values, without brackets. What is empty is left out. */
function plain(value: Json): string {
  if (typeof value !== "object" || value === null) return String(value);
  return leaves(value)
    .map(([name, one]) => (name ? `${name}: ${one}` : one))
    .join(" · ");
}

function leaves(value: Json, name = ""): [name: string, value: string][] {
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  if (Array.isArray(value)) {
    const isFlat = value.every((one) => typeof one !== "object" || one === null);
    if (isFlat) return value.length ? [[name, value.join("、")]] : [];
    return value.flatMap((one, at) => leaves(one, `${name}[${at + 1}]`));
  }
  return Object.entries(value).flatMap(([key, one]) => leaves(one, name ? `${name}.${key}` : key));
}
