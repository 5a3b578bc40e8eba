// The database side of address look-ups: one sub-select over mailMessageAddresses, answered from its two indexes.
import type { Database } from '@nocobase/database';
import { Op, Sequelize } from 'sequelize';
import { ADDRESS_OPERATOR, MAX_ADDRESSES, type AddressClause } from './address-filter';

const KINDS = ['from', 'to', 'cc', 'bcc'];

/** Lets filters on `mailMessages.id` say `{ $mailAddress: { any: AddressClause[] } }`. */
export function registerAddressOperator(db: Database): void {
  db.registerOperators({
    [ADDRESS_OPERATOR]: (value: unknown) => {
      const selects = clausesOf(value).flatMap((clause) => selectsOf(db, clause));
      // IN () with nothing in it: Sequelize writes IN (NULL), which is true for no row.
      return { [Op.in]: selects.length ? Sequelize.literal(`(${union(selects)})`) : [] };
    },
  });
}

/** MySQL evaluates IN (… UNION …) once per row; as a derived table it is read once. */
function union(selects: string[]): string {
  return selects.length === 1 ? selects[0] : `SELECT * FROM (${selects.join(' UNION ')}) AS found`;
}

/** The value may come from a browser: whatever does not have the right shape is left out. */
function clausesOf(value: unknown): AddressClause[] {
  const any = (value as { any?: unknown } | null | undefined)?.any;
  return (Array.isArray(any) ? any : []).map((clause) => ({
    kinds: strings(clause?.kinds).filter((kind) => KINDS.includes(kind)) as AddressClause['kinds'],
    emails: strings(clause?.emails),
    domains: strings(clause?.domains),
  }));
}

const strings = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).filter((item): item is string => typeof item === 'string').slice(0, MAX_ADDRESSES);

/** An `OR` over two columns would need two indexes in one scan, which MySQL and SQLite often refuse: UNION instead. */
function selectsOf(db: Database, { kinds, emails, domains }: AddressClause): string[] {
  const collection = db.getCollection('mailMessageAddresses');
  const quoted = (name: string) => db.sequelize.getQueryInterface().quoteIdentifier(collection.model.rawAttributes[name].field ?? name, true);
  const list = (values: string[]) => `(${values.map((value) => db.sequelize.escape(value)).join(', ')})`;
  const select = (column: string, values: string[]) =>
    `SELECT ${quoted('messageId')} FROM ${collection.quotedTableName()} WHERE ${quoted(column)} IN ${list(values)} AND ${quoted('kind')} IN ${list(kinds)}`;
  if (!kinds.length) return [];
  return [...(emails.length ? [select('email', emails)] : []), ...(domains.length ? [select('domain', domains)] : [])];
}
