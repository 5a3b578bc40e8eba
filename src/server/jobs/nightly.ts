// When the nightly check of an account begins. Pure; local time of the server.

const FIRST_HOUR = 1;
const NIGHT_MS = 4 * 3_600_000;
const SLOT_MS = 60_000;
/** Knuth's multiplicative hash: neighbouring ids lie far apart, in the upper bits. */
const SPREAD = 2_654_435_761;
const TWO_32 = 2 ** 32;

/**
 * The account's own minute between 01:00 and 05:00, tonight or, when that is over, the next night. Always the same one,
 * so that a thousand accounts spread evenly and every one is checked once a day.
 */
export function nightlyAt(accountId: number, now: Date): Date {
  const minute = Math.floor(((Math.imul(accountId % 0x7fffffff, SPREAD) >>> 0) / TWO_32) * (NIGHT_MS / SLOT_MS));
  const slot = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, FIRST_HOUR, minute);
  return slot(0) > now ? slot(0) : slot(1);
}
