/** Places in a text that still want a value: `{amount}` of a canned reply. Pure. */

export interface Blank {
  name: string;
  label: string;
  start: number;
  end: number;
}

const PLACE = /\{([a-z_]{1,40})\}/g;

/** Each name once, in order. Only names that are variables: other braces are somebody's words. */
export function blanksIn(text: string, variables: Readonly<Record<string, string>>): Blank[] {
  const found = all(text, variables);
  return found.filter(({ name }, at) => found.findIndex((other) => other.name === name) === at);
}

export function nextBlank(text: string, variables: Readonly<Record<string, string>>, name?: string): Blank | null {
  return all(text, variables).find((blank) => name === undefined || blank.name === name) ?? null;
}

export function cutAtBlanks(text: string, variables: Readonly<Record<string, string>>): { text: string; blank: boolean }[] {
  const pieces: { text: string; blank: boolean }[] = [];
  let end = 0;
  for (const blank of all(text, variables)) {
    if (blank.start > end) pieces.push({ text: text.slice(end, blank.start), blank: false });
    pieces.push({ text: text.slice(blank.start, blank.end), blank: true });
    end = blank.end;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), blank: false });
  return pieces;
}

function all(text: string, variables: Readonly<Record<string, string>>): Blank[] {
  return [...text.matchAll(PLACE)]
    .filter((match) => Object.hasOwn(variables, match[1]!))
    .map((match) => ({
      name: match[1]!,
      label: variables[match[1]!]!,
      start: match.index,
      end: match.index + match[0].length,
    }));
}
