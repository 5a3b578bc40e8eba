// SQLite: an FTS5 table of trigrams beside the messages (https://sqlite.org/fts5.html#the_trigram_tokenizer).
//
// Triggers note which messages are new, changed or gone; `keep` reads those into the index a little later, in short turns. A
// transaction of a sync pays one short row per message that way, not the index, and the first filling, a repair and everyday mail are the
// same work. The host rebuilds tables to change a column, and a rebuilt table has no triggers: whatever is missing is made
// anew, and then all messages are noted.
//
// `detail=none` keeps which messages hold a trigram, not where: small and fast to write. The text is not stored again.
import type { Database } from '@nocobase/database';
import { QueryTypes, type Transaction } from 'sequelize';
import { transact } from '../database/write';
import { fieldOf, indexedFields, messageTable, quoteName } from './columns';

/** Messages per turn, and characters of their texts: a turn holds the write lock of the whole host. One message is always taken. */
const BATCH = 50;
const BATCH_CHARS = 300_000;

/** Quoted, but for `parts`. */
export function sqliteNames(db: Database) {
  const table = messageTable(db);
  const quote = (name: string) => quoteName(db, name);
  const triggers = ['Insert', 'Update', 'Delete'].map((event) => `${table}_text${event}`);
  return {
    messages: quote(table),
    index: quote(`${table}_text`),
    /** Every trigram that the index holds. */
    terms: quote(`${table}_textTerms`),
    /** Ids of messages that the index does not know, or not as they are; the same id may wait twice. */
    waiting: quote(`${table}_textWaiting`),
    triggers,
    parts: [`${table}_text`, `${table}_textTerms`, `${table}_textWaiting`, ...triggers],
  };
}

/** Whether the index and what keeps it are all there. One short query. */
export async function isSqliteIndexReady(db: Database, transaction?: Transaction): Promise<boolean> {
  const { parts } = sqliteNames(db);
  const [row] = await db.sequelize.query<{ count: number }>('SELECT count(*) AS count FROM sqlite_master WHERE name IN (:parts)', {
    replacements: { parts },
    type: QueryTypes.SELECT,
    transaction,
  });
  return row?.count === parts.length;
}

/** Makes what is missing. @throws where SQLite was built without FTS5 or is older than 3.43 */
export async function makeSqliteIndex(db: Database): Promise<void> {
  if (await isSqliteIndexReady(db)) return;
  await transact(db, async (transaction) => {
    for (const statement of statements(db)) await db.sequelize.query(statement, { transaction });
  });
}

function statements(db: Database): string[] {
  const { messages, index, terms, waiting, triggers } = sqliteNames(db);
  const [onInsert, onUpdate, onDelete] = triggers.map((name) => quoteName(db, name));
  const fields = indexedFields(db);
  const id = quoteName(db, 'id');
  const isChanged = fields.map((field) => `old.${field} IS NOT new.${field}`).join(' OR ');
  const note = (row: 'old' | 'new') => `BEGIN INSERT INTO ${waiting} (${id}) VALUES (${row}.${id}); END`;
  return [
    ...triggers.map((name) => `DROP TRIGGER IF EXISTS ${quoteName(db, name)}`),
    ...[terms, index, waiting].map((table) => `DROP TABLE IF EXISTS ${table}`),
    `CREATE VIRTUAL TABLE ${index} USING fts5(text, tokenize='trigram', detail='none', content='', contentless_delete=1)`,
    `CREATE VIRTUAL TABLE ${terms} USING fts5vocab(${index}, 'row')`,
    `CREATE TABLE ${waiting} (${id} BIGINT NOT NULL)`,
    `CREATE TRIGGER ${onInsert} AFTER INSERT ON ${messages} ${note('new')}`,
    `CREATE TRIGGER ${onUpdate} AFTER UPDATE OF ${fields.join(', ')} ON ${messages} WHEN ${isChanged} ${note('new')}`,
    `CREATE TRIGGER ${onDelete} AFTER DELETE ON ${messages} ${note('old')}`,
    `INSERT INTO ${waiting} (${id}) SELECT ${id} FROM ${messages}`,
  ];
}

/** Reads some of the messages that wait into the index. @returns how many; 0 when none waits */
export async function keepSqliteIndex(db: Database): Promise<number> {
  const { messages, index, waiting } = sqliteNames(db);
  const id = quoteName(db, 'id');
  const size = `(SELECT coalesce(length(${fieldOf(db, 'bodyText')}), 0) FROM ${messages} WHERE ${messages}.${id} = ${waiting}.${id})`;
  const next = `SELECT rowid AS place, ${id} AS id, coalesce(${size}, 0) AS size FROM ${waiting} ORDER BY rowid LIMIT ${BATCH}`;
  const read = async (transaction?: Transaction) => {
    const rows = await db.sequelize.query<{ place: number; id: number; size: number }>(next, { type: QueryTypes.SELECT, transaction });
    let chars = 0;
    return rows.filter((row, index) => (chars += row.size) <= BATCH_CHARS || index === 0);
  };
  // Most looks find nothing, and nothing needs no turn at the write lock.
  if ((await read()).length === 0) return 0;
  return transact(db, async (transaction) => {
    const rows = await read(transaction);
    if (rows.length === 0) return 0;
    const replacements = { ids: [...new Set(rows.map((row) => row.id))], last: rows[rows.length - 1].place };
    // In ascending order, or FTS5 begins a new segment; two spaces after each text, so that its last characters begin a trigram too (candidates.ts).
    const text = indexedFields(db).map((field) => `coalesce(${field}, '')`).join(` || '  ' || `);
    for (const statement of [
      `DELETE FROM ${index} WHERE rowid IN (:ids)`,
      `INSERT INTO ${index} (rowid, text) SELECT ${id}, ${text} || '  ' FROM ${messages} WHERE ${id} IN (:ids) ORDER BY ${id}`,
      `DELETE FROM ${waiting} WHERE rowid <= :last`,
    ]) {
      await db.sequelize.query(statement, { replacements, transaction });
    }
    return rows.length;
  });
}
