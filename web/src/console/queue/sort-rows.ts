/** From rows to the three lists of the queue, each in the order in which to take them. Pure. */

import type { Row } from "../../api-types.ts";

export interface Sorted {
  offered: Row[];
  waiting: Row[];
  mine: Row[];
}

export function sortRows(rows: Iterable<Row>, me: string): Sorted {
  const sorted: Sorted = { offered: [], waiting: [], mine: [] };
  for (const row of rows) {
    const { state, agent, offered_to } = row.hold;
    if (state === "waiting") sorted.waiting.push(row);
    else if (agent?.id === me) sorted.mine.push(row);
    else if (offered_to?.id === me) sorted.offered.push(row);
  }
  sorted.offered.sort(since);
  sorted.waiting.sort((one, other) => byRank(one, other) || since(one, other));
  sorted.mine.sort((one, other) => answered(one) - answered(other) || compare(other.last_at, one.last_at));
  return sorted;
}

/** Danger first, then who came back, then the others. */
function byRank(one: Row, other: Row): number {
  return rank(one) - rank(other);
}

function rank({ hold }: Row): number {
  return hold.rank ?? 99;
}

/** Whoever has said something and has not been answered comes first. */
function answered(row: Row): number {
  return row.unanswered > 0 ? 0 : 1;
}

function since(one: Row, other: Row): number {
  return compare(one.hold.since ?? one.last_at, other.hold.since ?? other.last_at);
}

function compare(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other);
}
