/** Where in the conversation the reader is, and that it is found again on the next visit. */

import { read, remove, write } from "./storage.ts";

export interface Place {
  key: string;
  /** From the top of the view down to the line's own, in pixels; negative where its beginning is out of sight. */
  offset: number;
}

export interface KeptPlace extends Place {
  /** The last line that was there: what follows it is new. */
  last: string;
}

const PLACE = "zhangfang.place";

/** Null where the reader was at the end. */
export function keepPlace(place: KeptPlace | null): void {
  if (place) write(PLACE, place);
  else remove(PLACE);
}

export function keptPlace(): KeptPlace | null {
  const kept = read<Partial<KeptPlace>>(PLACE);
  if (typeof kept?.key !== "string" || typeof kept.last !== "string" || !Number.isFinite(kept.offset)) return null;
  return kept as KeptPlace;
}

/** The first line that can be seen. */
export function lineAt(list: HTMLElement, content: HTMLElement): Place | null {
  const edge = list.getBoundingClientRect().top;
  const lines = linesOf(content);
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.getBoundingClientRect().bottom > edge + 1) high = middle;
    else low = middle + 1;
  }
  const line = lines[low];
  return line ? { key: line.dataset.key!, offset: line.getBoundingClientRect().top - edge } : null;
}

export function lineOf(content: HTMLElement, key: string): HTMLElement | undefined {
  return linesOf(content).find((line) => line.dataset.key === key);
}

function linesOf(content: HTMLElement): HTMLElement[] {
  return [...content.querySelectorAll<HTMLElement>(":scope > [data-key]")];
}
