// The host's `$anyOf` and `$noneOf` put values into SQLite's SQL as they are (tried with 2.2.15): a quote ends the text, and what
// follows is a statement of whoever filters, past every limit on whose mail is seen.
import type { Database } from '@nocobase/database';

type Operator = (value: unknown, context: unknown) => unknown;

const escaped = new WeakSet<Operator>();

/** Doubles quotes before the host's own operators get them. Other databases are given escaped values already. Repeatable. */
export function escapeArrayOperators(db: Database): void {
  if (db.sequelize.getDialect() !== 'sqlite') return;
  for (const name of ['$anyOf', '$noneOf']) {
    const host = db.operators.get(name) as Operator | undefined;
    if (!host || escaped.has(host)) continue;
    const safe: Operator = (value, context) => host([value].flat(Infinity).map(withQuotesDoubled), context);
    escaped.add(safe);
    db.registerOperators({ [name]: safe });
  }
}

/** The host makes a text of whatever it is. */
const withQuotesDoubled = (value: unknown): string => String(value).replaceAll("'", "''");
