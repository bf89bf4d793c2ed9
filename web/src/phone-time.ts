/** What the phone's clock shows, with how far it is ahead of UTC: 2026-11-22T10:00:00.000+08:00. */

const MINUTE = 60_000;

export function phoneTime(at: Date): string {
  return withOffset(at, -at.getTimezoneOffset());
}

/** Pure. `ahead`: in minutes. */
export function withOffset(at: Date, ahead: number): string {
  const shown = new Date(at.getTime() + ahead * MINUTE).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.trunc(Math.abs(ahead) / 60), Math.abs(ahead) % 60].map(twoDigits);
  return `${shown}${ahead < 0 ? "-" : "+"}${hours}:${minutes}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
