// Gmail's quota units per method (table of 2026-05-01) and the sliding minute per user. Off until a test asks for it.
import { googleError } from './errors.mjs';

export const UNITS = {
  'users.getProfile': 1, 'users.watch': 100, 'users.stop': 50,
  'labels.list': 1, 'labels.get': 1, 'labels.create': 5, 'labels.update': 5, 'labels.patch': 5, 'labels.delete': 5,
  'history.list': 2,
  'messages.list': 5, 'messages.get': 20, 'messages.send': 100, 'messages.modify': 5, 'messages.trash': 20, 'messages.untrash': 5,
  'messages.delete': 10, 'messages.batchModify': 50, 'messages.batchDelete': 50, 'messages.insert': 25, 'messages.import': 25,
  'attachments.get': 20,
  'threads.list': 10, 'threads.get': 40, 'threads.modify': 10, 'threads.trash': 20, 'threads.untrash': 10, 'threads.delete': 20,
  'drafts.create': 10, 'drafts.update': 15, 'drafts.list': 5, 'drafts.get': 20, 'drafts.send': 100, 'drafts.delete': 10,
  'settings.sendAs.list': 1, 'settings.sendAs.get': 1, 'settings.sendAs.patch': 100, 'settings.sendAs.update': 100,
};

const MINUTE = 60_000;
/** What Google does with the parts of a batch is not told; no faster than a client that has this many calls under way. */
const PARTS_AT_ONCE = 8;
const freshOptions = () => ({ unitsPerMinute: 0, concurrency: 0, form: 429, windowMs: MINUTE, latencyMs: 0 });

export function createQuota() {
  /** @type {Map<string, {at: number, units: number}[]>} */
  const spent = new Map();
  const options = freshOptions();
  let refused = 0;

  const used = (mailbox, now) => {
    const list = (spent.get(mailbox) ?? []).filter(({ at }) => at > now - options.windowMs);
    spent.set(mailbox, list);
    return list.reduce((sum, { units }) => sum + units, 0);
  };

  return {
    /** @param {{unitsPerMinute?: number, concurrency?: number, form?: 429 | 403, windowMs?: number, latencyMs?: number}} change 0 switches a limit off */
    set: (change) => void Object.assign(options, change),
    options,
    usage: (mailbox) => ({ used: used(mailbox, Date.now()), refused }),
    reset() {
      spent.clear();
      refused = 0;
      Object.assign(options, freshOptions());
    },
    /** How long a request takes at the least, in ms. */
    latencyOf: (parts = 1) => options.latencyMs * Math.ceil(parts / PARTS_AT_ONCE),
    /** @returns {object | undefined} the refusal, if any */
    charge(mailbox, method) {
      const units = UNITS[method] ?? 5;
      const now = Date.now();
      if (options.unitsPerMinute && used(mailbox, now) + units > options.unitsPerMinute) {
        refused += 1;
        const message = `Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'gmail.googleapis.com' for consumer 'project_number:100'.`;
        return options.form === 403 ? googleError(403, 'User Rate Limit Exceeded', 'userRateLimitExceeded', 'PERMISSION_DENIED') : googleError(429, message, 'rateLimitExceeded');
      }
      if (options.unitsPerMinute) spent.get(mailbox).push({ at: now, units });
      return undefined;
    },
    tooMany: () => {
      refused += 1;
      return googleError(429, 'Too many concurrent requests for user.', 'rateLimitExceeded');
    },
  };
}
