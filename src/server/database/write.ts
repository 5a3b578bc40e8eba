// How this plugin writes: alone, in short turns, and on SQLite never at the same time as a transaction of the host.
import { Transaction } from '@nocobase/database';
import type { Database } from '@nocobase/database';
import { retryBusy } from './retry-busy';
import { turnsOf } from './turns';

/**
 * Runs `work` in a transaction that holds the write lock from its start (SQLite: IMMEDIATE, a DEFERRED one that reads
 * first is refused at its first write). `work` runs again after a lock conflict, so it must not keep state outside. It
 * must not call `transact` or `write` again: on SQLite that would wait for itself.
 */
export function transact<T>(db: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const turns = turnsOf(db);
  const begin = turns?.begin ?? db.sequelize.transaction.bind(db.sequelize);
  const run = () => retryBusy(() => begin({ type: Transaction.TYPES.IMMEDIATE }, work));
  return turns ? turns.take(run) : run();
}

/** One statement, outside a transaction. */
export function write<T>(db: Database, statement: () => Promise<T>): Promise<T> {
  const run = () => retryBusy(statement);
  return turnsOf(db)?.take(run) ?? run();
}
