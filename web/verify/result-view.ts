/** Shows what was found: where it fails, what was checked, whose key, which times, what is withheld. */

import { hexOf } from "./bytes.ts";
import { checks } from "./checks.ts";
import { explains, takesBack } from "./check-events.ts";
import { clock } from "./clock.ts";
import { both, element, english } from "./element.ts";
import { INTERNAL } from "./event.ts";
import type { Cosigned, Stamped } from "./check-log.ts";
import type { Failure } from "./report.ts";
import { saidIn, transcriptView } from "./transcript-view.ts";
import type { Found, Report } from "./verify.ts";
import { placeName, whatIsWrong, words, type Said } from "./words.ts";

const SHOWN_AT_ONCE = 50;
const SIGNS = { holds: "✓", fails: "✗", unknown: "?", absent: "–" };

export function resultViews({ failures, found }: Report, given: { key?: string; isZip: boolean }): HTMLElement[] {
  const views: HTMLElement[] = [];
  if (failures.length) views.push(failuresView(failures, found));
  if (!found) return views;
  const flagged = new Set(failures.flatMap(({ line }) => (line === undefined ? [] : [line])));
  const keyHolds = Boolean(given.key) && !failures.some(({ code }) => code === "key_unexpected");
  views.push(keyView(found, keyHolds), timeView(found), checksView(found, failures, given.isZip), withheldView(found));
  if (found.lines.length) views.push(transcriptView(found, flagged));
  return views;
}

function failuresView(failures: readonly Failure[], found: Found | null): HTMLElement {
  const items = failures.map((failure) => failureView(failure, found));
  const more = items.slice(SHOWN_AT_ONCE);
  return element(
    "section",
    { class: "failures" },
    both("h2", words.failures),
    element("ul", {}, ...items.slice(0, SHOWN_AT_ONCE)),
    more.length > 0 && element("details", {}, both("summary", words.moreFailures(more.length)), element("ul", {}, ...more)),
  );
}

function failureView(failure: Failure, found: Found | null): HTMLElement {
  const [place, wrong] = [placeName(failure), whatIsWrong(failure)];
  const line = failure.line === undefined ? undefined : found?.lines[failure.line];
  const name = line
    ? element("a", { href: `#line-${failure.line! + 1}` }, place.zh)
    : element("span", { class: "path" }, place.zh);
  return element(
    "li",
    {},
    element("p", {}, element("strong", {}, name), ` ${wrong.zh}`, english(sentence(place, wrong))),
    line && element("blockquote", {}, element("p", { class: "quiet" }, words.says.zh), saidIn(line, found!)),
    element("p", { class: "code" }, `${failure.code} · ${failure.where}`),
  );
}

function sentence(place: Said, wrong: Said): Said {
  return { zh: "", en: `${place.en}: ${wrong.en}` };
}

function checksView(found: Found, failures: readonly Failure[], isZip: boolean): HTMLElement {
  const items = checks(found, failures, isZip).map(({ what, outcome }) =>
    element(
      "li",
      { class: outcome },
      element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[outcome]),
      element("span", { class: "what" }, what.zh, english(what)),
      element("span", { class: "outcome" }, words[outcome].zh),
    ),
  );
  return element("section", {}, both("h2", words.checked), element("ul", { class: "checks" }, ...items));
}

function keyView({ fingerprints }: Found, isTheGiven: boolean): HTMLElement {
  const [last, ...older] = [...fingerprints].reverse();
  return element(
    "section",
    {},
    both("h2", words.key),
    ...(last
      ? [
          both("p", words.fingerprint),
          fingerprintView(last),
          isTheGiven ? both("p", words.compared, "good") : both("p", words.compare),
        ]
      : [both("p", words.noKey, "quiet")]),
    older.length > 0 && element("details", {}, both("summary", words.olderKeys), ...older.map(fingerprintView)),
  );
}

/** In groups, to be compared by eye; it is copied without the gaps. */
function fingerprintView(fingerprint: string): HTMLElement {
  const groups = fingerprint.match(/.{8}/g)!.map((group) => element("span", {}, group));
  return element("p", { class: "fingerprint" }, ...groups);
}

function timeView(found: Found): HTMLElement {
  const { lines, pack, stamps, cosigned } = found;
  const stamped = stamps.map(({ size, at }) => both("p", words.stamp(size, clock(at)))).reverse(); // the newest first
  const times = lines.flatMap(({ event }) => (event ? [event.at] : []));
  return element(
    "section",
    {},
    both("h2", words.time),
    times.length > 0 && both("p", words.span(lines.length, clock(times[0]!), clock(times.at(-1)!))),
    !stamps.length && both("p", words.noStamps, "notice"),
    ...stamped.slice(0, 1),
    stamped.length > 1 && element("details", {}, both("summary", words.moreStamps(stamped.length - 1)), ...stamped.slice(1)),
    stamps.length > 0 && stampCommands(stamps),
    ...latest(cosigned).map(({ name, size, at }) => both("p", words.cosigned(name, size, clock(at)))),
    pack?.times_can_be_set && both("p", words.timesCanBeSet, "notice"),
  );
}

/** The largest size that each witness signed: it stands for the smaller ones. */
function latest(cosigned: readonly Cosigned[]): Cosigned[] {
  const byName = new Map<string, Cosigned>();
  for (const one of cosigned) if (one.size >= (byName.get(one.name)?.size ?? 0)) byName.set(one.name, one);
  return [...byName.values()];
}

function stampCommands(stamps: readonly Stamped[]): HTMLElement {
  const commands = stamps.map(({ size, token, imprint }) => {
    const name = `anchor-${size}.tst`;
    const address = URL.createObjectURL(new Blob([token]));
    const command = `openssl ts -verify -digest ${hexOf(imprint)} -token_in -in ${name} -CAfile authority.pem`;
    return element(
      "div",
      { class: "stamp" },
      element("p", { class: "command" }, command),
      element("p", {}, element("a", { href: address, download: name }, words.saveToken(name).zh)),
    );
  });
  return element("details", {}, both("summary", words.stampCommands), both("p", words.stampCommand, "quiet"), ...commands);
}

function withheldView({ lines, openings }: Found): HTMLElement {
  const hidden = { phone: 0, identity: 0, other: 0 };
  const destroyed = new Set<number>();
  const takenBack = new Set<number>();
  const internal = new Set<number>();
  lines.forEach(({ event }, at) => {
    const later = lines.slice(at + 1);
    for (const name of Object.keys(event?.sealed ?? {})) {
      if (openings.get(event!.seq)?.has(name)) continue;
      const isContent = name === "content";
      if (isContent && later.some((one) => takesBack(one.event, event!))) takenBack.add(at + 1);
      else if (later.some((one) => explains(one.event, event!, name))) destroyed.add(at + 1);
      else if (isContent && INTERNAL.includes(event!.kind)) internal.add(at + 1);
      else if (name.startsWith("phone-")) hidden.phone++;
      else if (name.startsWith("identity-")) hidden.identity++;
      else if (!isContent) hidden.other++;
    }
  });
  const anyHidden = hidden.phone + hidden.identity + hidden.other > 0;
  return element(
    "section",
    {},
    both("h2", words.withheld),
    anyHidden && both("p", words.hidden(hidden.phone, hidden.identity, hidden.other)),
    takenBack.size > 0 && both("p", words.takenBack([...takenBack].join("、"))),
    destroyed.size > 0 && both("p", words.destroyed([...destroyed].join("、"))),
    internal.size > 0 && both("p", words.internal([...internal].join("、"))),
    !anyHidden && !takenBack.size && !destroyed.size && !internal.size && both("p", words.nothingWithheld),
  );
}
