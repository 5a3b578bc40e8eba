// Two npm `emulate` services (third party): one keeps Gmail's messages, labels, threads, drafts and history, one signs
// people in. They are separate, because a reset of the mail must not invalidate anybody's tokens.
import { createHash } from 'node:crypto';
import { createEmulator } from 'emulate';
import { freePort } from '../http/server.mjs';
import { buildMime } from '../mime/build.mjs';
import { emulateFields } from './fields.mjs';

const SYSTEM = { inbox: ['INBOX'], sent: ['SENT'], drafts: ['DRAFT'], archive: [], spam: ['SPAM'], trash: ['TRASH'] };

/** One label below another, as Gmail writes it. */
const NESTED = { Contracts: 'Projects/Contracts' };

const hexId = (text) => `19${createHash('sha1').update(text).digest('hex').slice(0, 14)}`;

/** Bytes and fields of a seeded letter are the same at each reset. */
const fieldsOf = new WeakMap();
function seededFields(letter) {
  if (!fieldsOf.has(letter)) fieldsOf.set(letter, emulateFields(buildMime(letter), letter));
  return fieldsOf.get(letter);
}

/** emulate answers 403 to a token after 5,000 requests an hour, which a poll over a mailbox of 2,000 is through in no time. */
const TOKENS = 200;
const token = (address, number) => `lab-internal-${number}-${address}`;
const tokensOf = (address) => Array.from({ length: TOKENS }, (_, number) => token(address, number));

function seedMessage(owner, labelIds, { letter, thread, place, unread, starred, labels, category }) {
  return {
    ...seededFields(letter),
    id: hexId(owner + letter.messageId),
    thread_id: hexId(owner + thread),
    user_email: owner,
    internal_date: String(letter.date),
    label_ids: [
      ...SYSTEM[place], ...(unread ? ['UNREAD'] : []), ...(starred ? ['STARRED'] : []),
      ...(place === 'inbox' && category !== 'personal' ? [`CATEGORY_${category.toUpperCase()}`] : []),
      ...labels.map((name) => labelIds.get(name)),
    ],
  };
}

/**
 * @param {{accounts: {address: string, name: string}[], mails: Map<string, import('../seed/generate.mjs').SeedMail[]>}} seed
 */
export async function startMailStore({ accounts, mails }) {
  const labels = [];
  const messages = [];
  for (const { address } of accounts) {
    const names = [...new Set(mails.get(address).flatMap((mail) => mail.labels))].sort();
    const ids = new Map(names.map((name, index) => [name, `Label_${index + 1}`]));
    for (const [name, id] of ids) labels.push({ id, name: NESTED[name] ?? name, user_email: address, type: 'user' });
    for (const mail of mails.get(address)) messages.push(seedMessage(address, ids, mail));
  }
  const emulator = await createEmulator({
    service: 'google', port: await freePort(),
    seed: { tokens: Object.fromEntries(accounts.flatMap(({ address }) => tokensOf(address).map((one) => [one, { login: address, scopes: [] }]))), google: { users: accounts.map(({ address, name }) => ({ email: address, name })), labels, messages } },
  });
  let turn = 0;
  return {
    seeded: messages,
    /** Calls emulate's Gmail as `mailbox`. @returns {Promise<{status: number, body: any}>} */
    async call(mailbox, method, path, body) {
      const response = await fetch(`${emulator.url}/gmail/v1/users/me/${path}`, {
        method,
        headers: { authorization: `Bearer ${token(mailbox, turn++ % TOKENS)}`, ...(body && { 'content-type': 'application/json' }) },
        body: body && JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined };
    },
    close: () => emulator.close(),
  };
}

/** @param {{address: string, name: string}[]} accounts */
export async function startSignIn(service, accounts) {
  const emulator = await createEmulator({ service, port: await freePort(), seed: { tokens: {}, [service]: { users: accounts.map(({ address, name }) => ({ email: address, name })) } } });
  return { url: emulator.url, close: () => emulator.close() };
}
