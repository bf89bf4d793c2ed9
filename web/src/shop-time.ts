/** Days and hours as they are in the shop: Asia/Shanghai, whatever the phone is set to. */

export interface ShopTime {
  year: number;
  month: number;
  day: number;
  clock: string;
  /** Days since 1970-01-01 in Shanghai, so that two days can be subtracted. */
  dayNumber: number;
}

const AHEAD_OF_UTC = 8 * 3_600_000; // China has no summer time
const DAY = 86_400_000;

export function shopTime(at: Date): ShopTime {
  const shifted = new Date(at.getTime() + AHEAD_OF_UTC);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    clock: shifted.toISOString().slice(11, 16),
    dayNumber: Math.floor(shifted.getTime() / DAY),
  };
}

export function weekday(dayNumber: number): number {
  return (dayNumber + 4) % 7; // 1970-01-01 was a Thursday
}
