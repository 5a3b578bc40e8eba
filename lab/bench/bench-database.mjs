// A database with the plugin's collections and nothing of NocoBase around it, filled by SQL.
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the block does not ask for unless a column shows it. */
const LARGE = ['bodyHtml', 'bodyText', 'raw'];

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const HOST = join(ROOT, 'lab/host');
const COLLECTIONS = readdirSync(join(ROOT, 'src/server/collections')).map((file) => file.replace(/\.ts$/, ''));

/** The plugin's own sources, for this process: the host's packages stay outside, as they do at run time. */
async function loadSources() {
  const folder = join(HOST, 'node_modules', '.mail-bench');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `sources-${process.pid}.cjs`);
  await build({
    stdin: {
      resolveDir: join(ROOT, 'src/server'),
      loader: 'ts',
      contents: `
        ${COLLECTIONS.map((name) => `export { default as ${name} } from './collections/${name}';`).join('\n')}
        export { normalizeAddressFilter } from './resources/address-filter';
        export { registerAddressOperator } from './resources/message-table-operator';
        export { listConversations } from './resources/message-table-conversations';
        export { listConversations as listMailCentre } from './reading/list-conversations';
        export { keepSqliteIndex, makeSqliteIndex } from './text-index/sqlite';
        export { makePostgresIndex } from './text-index/postgres';`,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    external: ['@nocobase/*', 'sequelize'],
    logLevel: 'warning',
  });
  const sources = createRequire(join(HOST, 'package.json'))(outfile);
  rmSync(outfile);
  return sources;
}

/** @param {string | undefined} url undefined: SQLite in a temporary file */
export async function openBenchDatabase(url) {
  const require = createRequire(join(HOST, 'package.json'));
  const { Database } = require('@nocobase/database');
  const sources = await loadSources();
  const folder = url ? null : mkdtempSync(join(tmpdir(), 'mail-bench-'));
  const db = new Database({ ...(folder ? { dialect: 'sqlite', storage: join(folder, 'bench.sqlite') } : fromUrl(/** @type {string} */ (url))), logging: false });
  db.collection({ name: 'users', autoGenId: true, fields: [] });
  for (const name of COLLECTIONS) db.collection(sources[name].collectionOptions ?? sources[name]);
  if (!folder) await db.clean({ drop: true });
  await db.sync();
  sources.registerAddressOperator(db);

  const dialect = db.sequelize.getDialect();
  const table = (/** @type {string} */ name) => db.getCollection(name).quotedTableName();
  const quote = (/** @type {string} */ name) => db.sequelize.getQueryInterface().quoteIdentifier(name, true);
  const collection = { name: 'mailMessages', targetOf: () => undefined };
  const normalized = (/** @type {object} */ filter) => sources.normalizeAddressFilter(filter, collection);
  const repository = db.getRepository('mailMessages');
  /** As the resource limits a page's list. */
  const visible = { $or: [{ boxType: null }, { boxType: { $notIn: ['trash', 'junk'] } }] };

  return {
    db,
    dialect,
    /** The first page of the mail centre's search in account 1. @param {string} search */
    search: (search) => sources.listMailCentre(db, { accountIds: [1], limit: 50, search }),
    /** Whether the product has a text index for this database. */
    hasTextIndex: () => dialect === 'sqlite' || dialect === 'postgres',
    /** Makes the text index. @returns the milliseconds of its longest turn at the write lock of SQLite */
    async makeTextIndex() {
      if (dialect === 'postgres') await sources.makePostgresIndex(db);
      if (dialect !== 'sqlite') return 0;
      await sources.makeSqliteIndex(db);
      for (let longest = 0, count = 1; ; ) {
        const started = performance.now();
        count = await sources.keepSqliteIndex(db);
        if (count === 0) return longest;
        longest = Math.max(longest, performance.now() - started);
      }
    },
    /** @param {{ accountIds?: number[], wanted?: object, page?: number }} request without accountIds: of everybody */
    list: ({ accountIds, wanted, page = 1 }) =>
      sources.listConversations(db, { accountIds, visible, wanted: wanted ? normalized(wanted) : null, page, pageSize: 20, sort: undefined, except: LARGE, context: {} }),
    find: (/** @type {object} */ filter) => repository.find({ filter: normalized(filter), sort: ['-date'], limit: 20, except: LARGE }),
    scan: (/** @type {number} */ contact) => repository.find({ filter: { $or: [{ from: { $includes: `contact${contact}@` } }, { to: { $includes: `contact${contact}@` } }] }, sort: ['-date'], limit: 20, fields: ['id'] }),

    /** Of the messages 1 in 7 is unread, 1 in 11 junk, 1 in 49 labelled, 1 in 1,009 a to-do. Half of a contact's mail comes from it, half goes to it; every second mail answers the one before. */
    async fill(/** @type {{ size: number, contacts: number, accounts: number }} */ { size, contacts, accounts }) {
      const mod = (/** @type {string} */ of) => `(${of} % ${contacts} + 1)`;
      const cat = (/** @type {string[]} */ ...parts) => (dialect === 'mysql' || dialect === 'mariadb' ? `CONCAT(${parts.join(', ')})` : parts.join(' || '));
      const text = (/** @type {string} */ number) => (dialect === 'mysql' || dialect === 'mariadb' ? `CAST(${number} AS CHAR)` : `CAST(${number} AS VARCHAR(20))`);
      const address = (/** @type {string} */ number) => cat("'contact'", text(number), "'@example.test'");
      const minute = (/** @type {string} */ number) =>
        ({
          postgres: `TIMESTAMP '2020-01-01' + (${number}) * INTERVAL '1 minute'`,
          sqlite: `datetime('2020-01-01', '+' || (${number}) || ' minutes') || '.000 +00:00'`,
          mysql: `DATE_ADD('2020-01-01', INTERVAL ${number} MINUTE)`,
          mariadb: `DATE_ADD('2020-01-01', INTERVAL ${number} MINUTE)`,
        })[/** @type {'postgres'} */ (dialect)];
      const date = minute('n');
      // Both messages of a conversation carry the date of its newest.
      const newest = minute('n + n % 2');
      const yes = dialect === 'postgres' ? 'TRUE' : '1';
      const no = dialect === 'postgres' ? 'FALSE' : '0';
      const pair = 'FLOOR((n - 1) / 2)';
      const contact = mod(dialect === 'sqlite' ? '((n - 1) / 2)' : dialect === 'postgres' ? '((n - 1) / 2)' : pair);
      const account = `(${dialect === 'sqlite' || dialect === 'postgres' ? '((n - 1) / 2)' : pair} % ${accounts} + 1)`;
      const columns = ['id', 'accountId', 'remoteKey', 'conversationId', 'parentId', 'from', 'to', 'subject', 'bodyText', 'date', 'relatedMessageLatestDate', 'isRead', 'isDraft', 'isTodo', 'isStarred', 'hasAttachments', 'boxType', 'createdAt', 'updatedAt'].map(quote).join(', ');
      for (let from = 1; from <= size; from += 100_000) {
        const numbers = numbersSql(dialect, from, Math.min(size, from + 99_999));
        await db.sequelize.query(
          `INSERT INTO ${table('mailMessages')} (${columns}) ${numbers.with} SELECT n, ${account}, ${text('n')}, ${text('n - (n + 1) % 2')},
             CASE WHEN n % 2 = 0 THEN n - 1 END,
             CASE WHEN n % 2 = 0 THEN 'me@home.test' ELSE ${address(contact)} END, CASE WHEN n % 2 = 0 THEN ${address(contact)} ELSE 'me@home.test' END,
             'A subject of usual length', 'Some words of text that a short mail has, so that rows are not too small to be true.',
             ${date}, ${newest}, CASE WHEN n % 7 = 0 THEN ${no} ELSE ${yes} END, ${no}, CASE WHEN n % 1009 = 0 THEN ${yes} ELSE ${no} END, ${no}, ${no}, CASE WHEN n % 11 = 0 THEN 'junk' ELSE 'inbox' END, ${date}, ${date} FROM ${numbers.from}`,
        );
        const parts = [
          [0, 'from', `CASE WHEN n % 2 = 0 THEN 'me@home.test' ELSE ${address(contact)} END`, "CASE WHEN n % 2 = 0 THEN 'home.test' ELSE 'example.test' END"],
          [1, 'to', `CASE WHEN n % 2 = 0 THEN ${address(contact)} ELSE 'me@home.test' END`, "CASE WHEN n % 2 = 0 THEN 'example.test' ELSE 'home.test' END"],
        ];
        for (const [offset, kind, email, domain] of parts) {
          await db.sequelize.query(
            `INSERT INTO ${table('mailMessageAddresses')} (${['id', 'accountId', 'messageId', 'kind', 'email', 'domain'].map(quote).join(', ')}) ${numbers.with}
             SELECT n * 2 + ${offset}, ${account}, n, '${kind}', ${email}, ${domain} FROM ${numbers.from}`,
          );
        }
      }
      const rel = db.getCollection('mailmessagelabelsMailmessagesRel').quotedTableName();
      await db.sequelize.query(`INSERT INTO ${table('mailMessageLabels')} (${['id', 'label', 'createdAt', 'updatedAt'].map(quote).join(', ')}) VALUES (1, 'Customer', '2020-01-01', '2020-01-01')`);
      await db.sequelize.query(
        `INSERT INTO ${rel} (${['mailMessageId', 'mailMessageLabelId', 'createdAt', 'updatedAt'].map(quote).join(', ')})
         SELECT ${quote('id')}, 1, ${quote('createdAt')}, ${quote('createdAt')} FROM ${table('mailMessages')} WHERE ${quote('id')} % 49 = 0`,
      );
      // What autovacuum does within a minute: statistics, and the map that lets an index answer alone.
      if (dialect === 'mysql' || dialect === 'mariadb') await db.sequelize.query(`ANALYZE TABLE ${table('mailMessages')}, ${table('mailMessageAddresses')}, ${rel}`);
      else await db.sequelize.query(dialect === 'postgres' ? 'VACUUM ANALYZE' : 'ANALYZE');
    },

    /** What the database does for each statement of a question. */
    async plans(/** @type {() => Promise<unknown>} */ ask) {
      /** @type {Set<string>} */
      const statements = new Set();
      db.sequelize.options.logging = (/** @type {string} */ sql) => statements.add(sql.replace(/^Executing \([^)]*\): /, ''));
      await ask();
      db.sequelize.options.logging = false;
      const explain = { postgres: 'EXPLAIN (ANALYZE, BUFFERS, COSTS OFF)', sqlite: 'EXPLAIN QUERY PLAN' }[/** @type {'postgres'} */ (dialect)] ?? 'ANALYZE';
      const texts = [];
      for (const sql of statements) {
        const [rows] = await db.sequelize.query(`${explain} ${sql}`);
        const where = sql.replace(/^SELECT .*? FROM /s, 'SELECT … FROM ');
        texts.push(`${where.length > 300 ? `${where.slice(0, 300)}…` : where}\n${rows.map((/** @type {any} */ row) => `  ${row['QUERY PLAN'] ?? row.detail ?? JSON.stringify(row)}`).join('\n')}`);
      }
      return texts.join('\n');
    },

    async close() {
      await db.close();
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function numbersSql(/** @type {string} */ dialect, /** @type {number} */ from, /** @type {number} */ to) {
  if (dialect === 'postgres') return { with: '', from: `generate_series(${from}, ${to}) AS numbers(n)` };
  if (dialect === 'sqlite') return { with: `WITH RECURSIVE numbers(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM numbers WHERE n < ${to})`, from: 'numbers' };
  // Digits, because MySQL stops recursion at 1,000.
  const digits = '(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';
  const sum = `a.d + b.d * 10 + c.d * 100 + e.d * 1000 + f.d * 10000 + ${from}`;
  return { with: '', from: `(SELECT ${sum} AS n FROM ${digits} a, ${digits} b, ${digits} c, ${digits} e, ${digits} f WHERE ${sum} <= ${to}) AS numbers` };
}

function fromUrl(/** @type {string} */ url) {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const dialect = protocol.startsWith('postgres') ? 'postgres' : protocol.replace(':', '');
  return { dialect, host: hostname, port: port ? Number(port) : undefined, username: decodeURIComponent(username), password: decodeURIComponent(password), database: pathname.slice(1) };
}
