// What the text index covers, with the names that the tables have in this installation (prefix, underscores).
import type { Database } from '@nocobase/database';

/** All columns in which a search looks for text (reading/search.ts). */
export const INDEXED_COLUMNS = ['subject', 'from', 'to', 'cc', 'bcc', 'bodyText'] as const;

/** The name of the messages' table, as the database knows it, without quotes and schema. */
export function messageTable(db: Database): string {
  const name = db.getModel('mailMessages').getTableName();
  return typeof name === 'string' ? name : name.tableName;
}

/** Names of the indexed columns in the database, quoted. */
export const indexedFields = (db: Database): string[] => INDEXED_COLUMNS.map((name) => fieldOf(db, name));

/** Name of a column of the messages in the database, quoted. */
export function fieldOf(db: Database, attribute: string): string {
  const attributes = db.getModel('mailMessages').getAttributes() as unknown as Record<string, { field?: string }>;
  return quoteName(db, attributes[attribute]?.field ?? attribute);
}

export const quoteName = (db: Database, name: string): string =>
  (db.sequelize.getQueryInterface() as unknown as { quoteIdentifier(name: string, force: boolean): string }).quoteIdentifier(name, true);
