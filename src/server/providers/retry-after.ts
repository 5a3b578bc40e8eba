// Reads how long a server wants to be left alone.

/** Longest wait that is believed; a broken clock at the other side must not stop a mailbox for ever. */
const MAX_WAIT_MS = 24 * 60 * 60 * 1000;

/** Milliseconds from a `Retry-After` header (RFC 9110 §10.2.3: seconds or an HTTP date), or undefined. */
export function parseRetryAfter(value: string | null | undefined, now: number = Date.now()): number | undefined {
  if (!value) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_WAIT_MS) : undefined;
}
