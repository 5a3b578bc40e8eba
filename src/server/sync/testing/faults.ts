// Leases and databases that break at a chosen moment, as processes and disks do. For tests only.
import type { Database } from '@nocobase/database';
import type { Transaction } from 'sequelize';
import type { Lease } from '../../services';

export class Crash extends Error {}

/** Lets `commits` write transactions begin, then dies before the next one. */
export function crashingLease(commits: number): Lease {
  let left = commits;
  return {
    fence: 1,
    signal: new AbortController().signal,
    async assert() {
      if (left-- <= 0) throw new Crash('process died');
    },
    holdUntilCommit: async () => undefined,
  };
}

/** Runs `fault` before each INSERT into that table, in its transaction; for trouble of a real database. Ends with the database. */
export function beforeInsert({ sequelize }: Database, table: string, fault: (query: (sql: string) => Promise<unknown>) => Promise<unknown>): void {
  const query = sequelize.query.bind(sequelize) as (sql: unknown, options?: { transaction?: Transaction }) => Promise<unknown>;
  const watched: typeof query = async (sql, options) => {
    const text = typeof sql === 'string' ? sql : String((sql as { query?: string }).query);
    if (/^INSERT /.test(text) && text.slice(0, 60).includes(table)) await fault((statement) => query(statement, { transaction: options?.transaction }));
    return query(sql, options);
  };
  Object.assign(sequelize, { query: watched });
}
