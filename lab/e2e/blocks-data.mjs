// Mail for the block tests, written straight into a SQLite host: blocks are about showing, not about syncing.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const require = createRequire(fileURLToPath(new URL('../host/package.json', import.meta.url)));

/**
 * Opens the database of a SQLite host.
 * @param {string} file
 */
export function openSqlite(file) {
  const sqlite3 = require('sqlite3');
  const db = new sqlite3.Database(file);
  db.configure('busyTimeout', 15_000);
  const run = (/** @type {string} */ sql, /** @type {unknown[]} */ params = []) =>
    new Promise((resolve, reject) => db.run(sql, params, (error) => (error ? reject(error) : resolve(undefined))));
  const all = (/** @type {string} */ sql, /** @type {unknown[]} */ params = []) =>
    /** @type {Promise<any[]>} */ (new Promise((resolve, reject) => db.all(sql, params, (error, rows) => (error ? reject(error) : resolve(rows)))));
  const insert = (/** @type {string} */ table, /** @type {Record<string, unknown>} */ row) => {
    const keys = Object.keys(row);
    return run(`INSERT INTO "${table}" (${keys.map((key) => `"${key}"`).join(', ')}) VALUES (${keys.map(() => '?').join(', ')})`, Object.values(row));
  };
  return { run, all, insert, close: () => new Promise((resolve) => db.close(() => resolve(undefined))) };
}

/** As Sequelize writes dates into SQLite. @param {string} iso */
const sqlDate = (iso) => iso.replace('T', ' ').replace('Z', ' +00:00');

/** @param {string} dataDir */
export const sqliteFileOf = (dataDir) => join(dataDir, 'storage', 'db', 'nocobase.sqlite');

/**
 * @typedef {{ id: number, accountId: number, from: string, to: string, cc?: string, subject: string, date: string, isRead?: boolean,
 *   boxType?: string, thread?: string, parentId?: number | null, text?: string, isDraft?: boolean, hasAttachments?: boolean }} Mail
 */

/**
 * @param {ReturnType<typeof openSqlite>} db
 * @param {{ id: number, email: string, userId: number }} account
 */
export async function insertAccount(db, { id, email, userId }) {
  const now = sqlDate(new Date().toISOString());
  await db.insert('mailAccounts', { id, provider: 'google', email, status: 'active', createdAt: now, updatedAt: now });
  await db.insert('mailAccountUsers', { id: id + 1, accountId: id, userId, createdAt: now, updatedAt: now });
}

/**
 * @param {ReturnType<typeof openSqlite>} db
 * @param {Mail[]} mails
 */
export async function insertMails(db, mails) {
  for (const mail of mails) {
    const people = { from: mail.from, to: mail.to, cc: mail.cc ?? '' };
    const thread = mail.thread ?? `thread-${mail.id}`;
    const same = mails.filter((other) => (other.thread ?? `thread-${other.id}`) === thread && other.accountId === mail.accountId);
    await db.insert('mailMessages', {
      id: mail.id,
      accountId: mail.accountId,
      mailId: `remote-${mail.id}`,
      remoteKey: `remote-${mail.id}`,
      subject: mail.subject,
      ...people,
      fromUser: JSON.stringify(parse(people.from)),
      toUsers: JSON.stringify(parse(people.to)),
      ccUsers: JSON.stringify(parse(people.cc)),
      date: sqlDate(mail.date),
      relatedMessageLatestDate: sqlDate(same.map(({ date }) => date).sort().at(-1) ?? mail.date),
      conversationId: thread,
      parentId: mail.parentId ?? null,
      isRead: mail.isRead === false ? 0 : 1,
      isDraft: mail.isDraft ? 1 : 0,
      isTodo: 0,
      isStarred: 0,
      hasAttachments: mail.hasAttachments ? 1 : 0,
      boxType: mail.boxType ?? 'inbox',
      bodyText: mail.text ?? mail.subject,
      bodyHtml: `<p>${mail.text ?? mail.subject}</p>`,
      keywords: JSON.stringify([...(mail.isRead === false ? [] : ['$seen']), ...(mail.isDraft ? ['$draft'] : [])]),
      createdAt: sqlDate(mail.date),
      updatedAt: sqlDate(mail.date),
    });
    let part = 0;
    for (const [kind, text] of Object.entries(people)) {
      for (const person of parse(text)) {
        const email = person.email.toLowerCase();
        await db.insert('mailMessageAddresses', { id: mail.id * 100 + part++, accountId: mail.accountId, messageId: mail.id, kind, email, domain: email.split('@')[1], name: person.name ?? null });
      }
    }
  }
}

/** @param {string} text */
function parse(text) {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
    .map((item) => {
      const match = /^(.*)<(.+)>$/.exec(item);
      return match ? { name: match[1].trim(), email: match[2] } : { email: item };
    });
}
