// The storm of a chaos run: what owners and providers do, in an order that a seed decides.
import { setTimeout as sleep } from 'node:timers/promises';

/** mulberry32. @param {number} seed */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    chance: (probability) => next() < probability,
    between: (low, high) => Math.floor(low + next() * (high - low)),
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}

const FAULTS = {
  gmail: [
    { path: '/messages/[^/?]+\\?format=full', status: 429, headers: { 'retry-after': '1' } },
    { path: '/messages/[^/?]+\\?format=full', status: 500 },
    { path: '^/batch', cut: 'after' },
    { path: '^/batch', cut: 'before' },
    { path: '/history', status: 503 },
    { path: '/history', cut: 'after' },
    { path: '/messages\\?', status: 500 },
    { path: '/labels', status: 503 },
  ],
  graph: [
    { path: '/messages/delta', status: 503 },
    { path: '/messages/delta', cut: 'after' },
    { path: '/messages/delta', status: 429, headers: { 'retry-after': '1' } },
    { path: '/messages/delta', status: 504 },
    { path: '\\$batch', cut: 'after' },
    { path: '/attachments', status: 429, headers: { 'retry-after': '1' } },
    { path: '/attachments', status: 500 },
    { path: 'expand=attachments', status: 504 },
    { path: 'expand=attachments', cut: 'after' },
    { path: '/mailFolders', status: 500 },
  ],
};
const OAUTH_FAULTS = [{ status: 503 }, { cut: 'before' }, { status: 429, headers: { 'retry-after': '1' } }];
const API = { google: 'gmail', microsoft: 'graph' };
const CATEGORIES = ['Blue category', 'Red category', 'Customers'];
const FOLDERS = { google: ['Projects', 'Finance', 'Sales'], microsoft: ['Projects', 'Archive', 'Inbox'] };

/** @param {{ lab: any, random: ReturnType<typeof createRandom>, mailboxes: { provider: string, address: string }[] }} options */
export function createTrouble({ lab, random, mailboxes }) {
  const { control } = lab;
  const known = new Map();
  const counts = { changes: 0, faults: 0 };

  async function changeSomething({ provider, address }) {
    const ids = known.get(address);
    const index = random.between(0, ids.length);
    const id = ids[index];
    const kind = random.next();
    counts.changes += 1;
    if (kind < 0.3 || !id) {
      const { id: added, immutableId } = await control.deliver(address, { subject: `Storm ${counts.changes}`, text: 'In the middle of it.', unread: random.chance(0.7) });
      ids.push(immutableId ?? added);
    } else if (kind < 0.45) await control.change(address, id, { read: random.chance(0.7) });
    else if (kind < 0.5 && provider === 'microsoft') await control.change(address, id, { categories: random.chance(0.7) ? [random.pick(CATEGORIES)] : [] });
    else if (kind < 0.55) await control.change(address, id, { star: random.chance(0.7) });
    else if (kind < 0.7) await control.change(address, id, { moveTo: random.pick(FOLDERS[provider]) });
    else if (kind < 0.8) await backAndForth(provider, address, id);
    else if (kind < 0.9) await control.change(address, id, { trash: true });
    else {
      await control.change(address, id, { destroy: true });
      ids.splice(index, 1);
    }
  }

  /** Ordinary ids of Outlook change at a move, so both steps are by the id that does not. */
  async function backAndForth(provider, address, id) {
    if (provider === 'google') {
      await control.change(address, id, { archive: true });
      return control.change(address, id, { addLabels: ['INBOX'] });
    }
    await control.change(address, id, { moveTo: 'Projects' });
    return control.change(address, id, { moveTo: 'Inbox' });
  }

  async function breakSomething({ provider, address }) {
    counts.faults += 1;
    const kind = random.next();
    if (kind < 0.08) return control.expireCursors(address);
    if (kind < 0.16) return control.expireAccessTokens(address);
    if (kind < 0.22) return void control.fault({ provider: `${provider}-oauth`, path: '/token', count: 1, ...random.pick(OAUTH_FAULTS) });
    control.fault({ provider: API[provider], mailbox: address, count: random.between(1, 6), skip: random.between(0, 10), ...random.pick(FAULTS[API[provider]]) });
  }

  return {
    async begin() {
      for (const { provider, address } of mailboxes) {
        // Some hundreds are enough to hit what is stored, what waits and what is not listed yet.
        const all = provider === 'google' ? await someOfGmail(lab, address) : (await control.messages(address)).map(({ immutableId }) => immutableId);
        known.set(address, Array.from({ length: Math.min(600, all.length) }, () => all[random.between(0, all.length)]).filter((id, index, list) => list.indexOf(id) === index));
      }
    },
    /** Keeps changing and breaking for so long. */
    async during(ms) {
      for (const until = Date.now() + ms; Date.now() < until; ) {
        const mailbox = random.pick(mailboxes);
        await (random.chance(0.3) ? breakSomething(mailbox) : changeSomething(mailbox));
        await sleep(random.between(20, 200));
      }
    },
    async end() {
      control.clearFaults();
      return counts;
    },
  };
}

async function someOfGmail(lab, address) {
  const { listGmailIds } = await import('./theirs.mjs');
  return listGmailIds(lab, address);
}
