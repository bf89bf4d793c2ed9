/** A day's end is 24:00 on record, and 00:00 in a browser's field for times. */

export function shownEnd(ends: string): string {
  return ends === "24:00" ? "00:00" : ends;
}

export function keptEnd(shown: string): string {
  return shown === "00:00" ? "24:00" : shown;
}
