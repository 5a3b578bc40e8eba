// Conditions on JSON columns of mailMessages, which each database has its own words for.
import type { Database } from '@nocobase/database';
import type { WhereOptions } from 'sequelize';
import { escapeLike } from './like';

/** A file of the message has `part` in its name, in any case. */
export function hasFileNamed(db: Database, part: string): WhereOptions {
  const column = columnOf(db, 'attachments');
  const pattern = db.sequelize.escape(`%${escapeLike(part)}%`);
  switch (db.sequelize.getDialect()) {
    case 'postgres': {
      // Not every JSON value is a list, and the function takes nothing else.
      const files = `json_array_elements(CASE WHEN json_typeof(${column}) = 'array' THEN ${column} ELSE '[]' END)`;
      return db.sequelize.literal(`EXISTS (SELECT 1 FROM ${files} AS file WHERE file->>'filename' ILIKE ${pattern})`);
    }
    case 'sqlite':
      return db.sequelize.literal(`EXISTS (SELECT 1 FROM json_each(${column}) AS file WHERE json_extract(file.value, '$.filename') LIKE ${pattern})`);
    default:
      // Compares byte by byte, so both sides are folded first; none of the names and signs of JSON has an upper case.
      return db.sequelize.literal(`JSON_SEARCH(LOWER(${column}), 'one', LOWER(${pattern}), NULL, '$[*].filename') IS NOT NULL`);
  }
}

/** One of the message's categories is spelled exactly so. */
export function hasCategory(db: Database, name: string): WhereOptions {
  const type = ['postgres', 'sqlite'].includes(db.sequelize.getDialect()) ? 'TEXT' : 'CHAR';
  return db.sequelize.literal(`CAST(${columnOf(db, 'categories')} AS ${type}) LIKE ${db.sequelize.escape(`%${escapeLike(JSON.stringify(name))}%`)}`);
}

function columnOf(db: Database, attribute: string): string {
  const field = db.getModel('mailMessages').getAttributes()[attribute]?.field ?? attribute;
  return db.sequelize.getQueryInterface().quoteIdentifier(field);
}
