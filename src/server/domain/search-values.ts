// Values of search operators: days, ages and sizes. Pure.
import { instantOf, wallTimeOf } from './time-zone';

export interface Clock {
  now: Date;
  /** IANA name of the zone whose days are meant. */
  timeZone: string;
}

/** The beginning of a day that exists, as `2026-01-31` or `2026/1/31`; `2026-02-30` is none. Years that every database can store. */
export function readDay(value: string, { timeZone }: Clock): Date | undefined {
  const match = /^((?:19|20|21)\d\d)[-/](\d{1,2})[-/](\d{1,2})$/.exec(value);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const wall = new Date(Date.UTC(year, month - 1, day));
  return wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day ? instantOf(wall.getTime(), timeZone) : undefined;
}

/** `3d`, `2w`, `1m` or `1y` ago, when clocks showed what they show now; never before 1970. A month before 31 March is the end of February. */
export function readAge(value: string, { now, timeZone }: Clock): Date | undefined {
  const match = /^(\d{1,4})([dwmy])$/i.exec(value);
  if (!match) return undefined;
  const count = Number(match[1]);
  const unit = (match[2] ?? '').toLowerCase();
  const wall = new Date(wallTimeOf(now.getTime(), timeZone));
  if (unit === 'd' || unit === 'w') wall.setUTCDate(wall.getUTCDate() - count * (unit === 'w' ? 7 : 1));
  else goBackMonths(wall, unit === 'y' ? count * 12 : count);
  return wall.getTime() > 0 ? instantOf(wall.getTime(), timeZone) : new Date(0);
}

function goBackMonths(wall: Date, count: number): void {
  const day = wall.getUTCDate();
  wall.setUTCDate(1);
  wall.setUTCMonth(wall.getUTCMonth() - count);
  const lastDay = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
  wall.setUTCDate(Math.min(day, lastDay));
}

const BYTES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };

/** `500k`, `5m`, `5MB` or plain bytes, in the decimal units in which sizes are shown. */
export function readBytes(value: string): number | undefined {
  const match = /^(\d{1,9})([kmg]?)b?$/i.exec(value);
  return match ? Number(match[1]) * (BYTES[(match[2] ?? '').toLowerCase()] ?? 1) : undefined;
}
