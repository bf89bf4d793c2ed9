/** Places in a text that still want a value: 【金额】 of a canned reply whose case has none. Pure. */

export interface Blank {
  label: string;
  start: number;
  end: number;
}

const PLACE = /【([^【】\n]{1,20})】/g;

/** Each once, in order. `labels`: what may be missing; other brackets are somebody's words. */
export function blanksIn(text: string, labels: readonly string[]): Blank[] {
  const found = all(text, labels);
  return found.filter(({ label }, at) => found.findIndex((other) => other.label === label) === at);
}

/** The first at or after `from`, of this label if one is given. */
export function nextBlank(text: string, labels: readonly string[], label?: string, from = 0): Blank | null {
  return all(text, labels).find((blank) => blank.start >= from && (label === undefined || blank.label === label)) ?? null;
}

export function cutAtBlanks(text: string, labels: readonly string[]): { text: string; blank: boolean }[] {
  const pieces: { text: string; blank: boolean }[] = [];
  let end = 0;
  for (const blank of all(text, labels)) {
    if (blank.start > end) pieces.push({ text: text.slice(end, blank.start), blank: false });
    pieces.push({ text: text.slice(blank.start, blank.end), blank: true });
    end = blank.end;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), blank: false });
  return pieces;
}

/** A canned reply before its values are known: {amount} reads 【金额】. */
export function withPlaces(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z_]{1,40})\}/g, (place, name: string) =>
    Object.hasOwn(variables, name) ? `【${variables[name]}】` : place,
  );
}

function all(text: string, labels: readonly string[]): Blank[] {
  return [...text.matchAll(PLACE)]
    .filter((match) => labels.includes(match[1]!))
    .map((match) => ({ label: match[1]!, start: match.index, end: match.index + match[0].length }));
}
