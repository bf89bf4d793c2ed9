/** Which of many rows are in sight. Pure. */

const BEYOND = 6;

/** Where each row begins, and at last where the list ends. */
export function offsets(heights: readonly number[]): number[] {
  const tops = [0];
  for (const height of heights) tops.push(tops[tops.length - 1]! + height);
  return tops;
}

/** From (inclusive) and to (exclusive), with a few rows beyond either edge. */
export function windowOf(tops: readonly number[], scrolled: number, room: number): { from: number; to: number } {
  const count = tops.length - 1;
  const first = lastAtOrBefore(tops, scrolled);
  const last = lastAtOrBefore(tops, scrolled + room);
  return { from: Math.max(0, Math.min(first, count) - BEYOND), to: Math.min(count, last + 1 + BEYOND) };
}

/** Which of so many rows are drawn: the window's, and one more that is kept, wherever it is; in their order. */
export function indexes({ from, to }: { from: number; to: number }, kept: number, count: number): number[] {
  const inside = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  if (kept < 0 || kept >= count || (kept >= from && kept < to)) return inside;
  return kept < from ? [kept, ...inside] : [...inside, kept];
}

function lastAtOrBefore(tops: readonly number[], at: number): number {
  let [low, high] = [0, tops.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tops[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
