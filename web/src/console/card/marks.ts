/** Cuts a message into what was found in it and what lies between. Pure. */

import type { EntityShown } from "../../api-types.ts";

/** A run of the text that the same entities cover; `ends`: those of them that are whole with it. */
export interface Segment {
  text: string;
  covers: EntityShown[];
  ends: EntityShown[];
}

/** The places are counted in characters as Python counts them, so 😀 is one. */
export function segments(text: string, entities: readonly EntityShown[]): Segment[] {
  const letters = [...text];
  const placed = entities.filter((entity) => isWithin(entity, letters.length));
  const cuts = new Set([0, letters.length, ...placed.flatMap(({ start, end }) => [start!, end!])]);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => {
    const start = places[index]!;
    const covers = placed.filter((entity) => entity.start! <= start && entity.end! >= end);
    return { text: letters.slice(start, end).join(""), covers, ends: covers.filter((entity) => entity.end === end) };
  });
}

/** What was understood without a place in the text to show for it. */
export function unplaced(text: string, entities: readonly EntityShown[]): EntityShown[] {
  const length = [...text].length;
  return entities.filter((entity) => !isWithin(entity, length));
}

function isWithin({ start, end }: EntityShown, length: number): boolean {
  return start !== null && end !== null && start >= 0 && start < end && end <= length;
}
