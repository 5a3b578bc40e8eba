// From the clocks of an IANA time zone to instants and back, over changes to and from summer time. Pure.

const DAY_MS = 86_400_000;

/** Whether this Node knows the zone. Browsers may know newer ones, and name them otherwise. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What clocks show, as the milliseconds of `Date.UTC`, to the second. */
export function wallTimeOf(instantMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const parts = Object.fromEntries(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
}

/**
 * The first instant at which clocks show this time (milliseconds of `Date.UTC`, to the second). A time that they leap over,
 * which in some zones is midnight, is the instant of the leap or, for one within the leap, as much later.
 */
export function instantOf(wallMs: number, timeZone: string): Date {
  const offsets = [-DAY_MS, DAY_MS].map((beside) => wallTimeOf(wallMs + beside, timeZone) - (wallMs + beside));
  const early = wallMs - Math.max(...offsets);
  return new Date(wallTimeOf(early, timeZone) >= wallMs ? early : wallMs - Math.min(...offsets));
}
