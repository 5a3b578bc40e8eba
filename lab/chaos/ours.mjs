// What is in the database of an instance that has stopped. With the host's own drivers, and plain SQL that both read.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const requireFromHost = createRequire(new URL('../host/package.json', import.meta.url));

/** @param {{ dataDir: string, db?: string }} instance @param {string | number} accountId @returns {Promise<import('../threats/audit.mjs').Ours>} */
export async function readOurs(instance, accountId) {
  const { all, close } = await open(instance);
  const rows = (columns, table) => all(`SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM "${table}" WHERE "accountId" = ${BigInt(accountId)}`);
  try {
    return {
      mailboxes: await rows(['id', 'remoteId', 'name', 'role', 'parentId'], 'mailMailboxes'),
      messages: await rows(['id', 'mailId', 'subject', 'isRead', 'isStarred', 'categories', 'isBroken', 'conversationId', 'missingSince'], 'mailMessages'),
      memberships: await rows(['messageId', 'mailboxId'], 'mailMessageMailboxes'),
      threads: await rows(['mailboxId', 'threadId', 'total', 'unread'], 'mailThreadMailboxes'),
      pending: await rows(['remoteId', 'state'], 'mailPendingMessages'),
    };
  } finally {
    await close();
  }
}

async function open({ dataDir, db }) {
  if (db) {
    const { Client } = requireFromHost('pg');
    const client = new Client({ connectionString: db });
    await client.connect();
    return { all: async (sql) => (await client.query(sql)).rows, close: () => client.end() };
  }
  const { Database } = requireFromHost('sqlite3');
  const file = join(dataDir, 'storage/db/nocobase.sqlite');
  const database = await new Promise((resolve, reject) => {
    const opened = new Database(file, (error) => (error ? reject(error) : resolve(opened)));
  });
  return {
    all: (sql) => new Promise((resolve, reject) => database.all(sql, (error, rows) => (error ? reject(error) : resolve(rows)))),
    close: () => new Promise((resolve) => database.close(resolve)),
  };
}
