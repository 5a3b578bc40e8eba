// PostgreSQL: one GIN index of trigrams over the text columns (https://www.postgresql.org/docs/current/pgtrgm.html). ILIKE uses it
// as it stands, and PostgreSQL keeps it.
import type { Database } from '@nocobase/database';
import { QueryTypes } from 'sequelize';
import { indexedFields, messageTable, quoteName } from './columns';

const nameOf = (db: Database) => `${messageTable(db)}_text`;

/** The index by its name, in the schema of the messages' table. */
const OID = `SELECT i.indexrelid AS oid, i.indisvalid AS "isValid"
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = to_regclass(:table) AND c.relname = :name`;

async function findIndex(db: Database): Promise<{ oid: number; isValid: boolean } | undefined> {
  const [row] = await db.sequelize.query<{ oid: number; isValid: boolean }>(OID, {
    replacements: { table: db.getCollection('mailMessages').quotedTableName(), name: nameOf(db) },
    type: QueryTypes.SELECT,
  });
  return row;
}

/** Whether the index is there and complete. One short query. */
export const isPostgresIndexReady = async (db: Database): Promise<boolean> => (await findIndex(db))?.isValid === true;

/**
 * Makes the index, beside everybody who reads and writes. Does nothing while another node makes it. What a build that was
 * ended has left is made anew.
 * @throws when the extension is not there and may not be made
 */
export async function makePostgresIndex(db: Database): Promise<void> {
  const found = await findIndex(db);
  if (found?.isValid || (found && (await isBeingMade(db, found.oid)))) return;
  const { sequelize } = db;
  await sequelize.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  const [{ schema }] = await sequelize.query<{ schema: string }>(
    "SELECT n.nspname AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'",
    { type: QueryTypes.SELECT },
  );
  const table = db.getCollection('mailMessages').quotedTableName();
  const fields = indexedFields(db).map((field) => `${field} ${quoteName(db, schema)}.gin_trgm_ops`);
  if (found) await sequelize.query(`DROP INDEX CONCURRENTLY IF EXISTS ${qualifiedName(db)}`);
  await sequelize.query(`CREATE INDEX CONCURRENTLY ${quoteName(db, nameOf(db))} ON ${table} USING gin (${fields.join(', ')})`);
}

/** Ends the build that is under way, so that the host need not wait for it before it can stop. */
export async function endPostgresBuild(db: Database): Promise<void> {
  const found = await findIndex(db);
  if (!found || found.isValid) return;
  await db.sequelize.query('SELECT pg_cancel_backend(pid) FROM pg_stat_progress_create_index WHERE index_relid = :oid', {
    replacements: { oid: found.oid },
    type: QueryTypes.SELECT,
  });
}

async function isBeingMade(db: Database, oid: number): Promise<boolean> {
  const rows = await db.sequelize.query('SELECT pid FROM pg_stat_progress_create_index WHERE index_relid = :oid', {
    replacements: { oid },
    type: QueryTypes.SELECT,
  });
  return rows.length > 0;
}

/** An index lies in the schema of its table. */
const qualifiedName = (db: Database) => {
  const schema = (db.getCollection('mailMessages').getTableNameWithSchema() as { schema?: string }).schema;
  return schema ? `${quoteName(db, schema)}.${quoteName(db, nameOf(db))}` : quoteName(db, nameOf(db));
};
