/** Times as they are read in Shanghai, whatever the computer is set to. */

const AHEAD_OF_UTC = 8 * 3_600_000; // China has no summer time

/** From ISO 8601, or from seconds since 1970. What is no time stays as it is. */
export function clock(at: string | number): string {
  const moment = typeof at === "number" ? at * 1000 : Date.parse(at);
  const shifted = new Date(moment + AHEAD_OF_UTC);
  return Number.isNaN(shifted.getTime()) ? String(at) : shifted.toISOString().slice(0, 19).replace("T", " ");
}
