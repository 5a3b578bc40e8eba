// Who comes first when many wait, on every database.
import { afterEach, describe, expect, it } from 'vitest';
import { isReachable, openDatabase } from '../sync/testing/database';
import type { Dialect, ServerDialect, TestDatabase } from '../sync/testing/database';
import { quietLog } from '../sync/testing/rig';
import { createJobs } from './jobs';
import { jobModel } from './rows';

const MINUTE = 60_000;
const SERVERS: ServerDialect[] = ['postgres', 'mysql'];
const servers = await Promise.all(SERVERS.map(async (dialect) => ((await isReachable(dialect)) ? [dialect] : [])));
const dialects: Dialect[] = ['sqlite', ...servers.flat()];

let test: TestDatabase;
afterEach(() => test.close());

describe.each(dialects)('a backlog (%s)', (dialect) => {
  it('is worked off by who has waited longest, a dead process by the end of its lease', async () => {
    test = await openDatabase(dialect);
    const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);
    const waiting = [60, 20, 19, 18, 17, 16].map((minutes) => ({ subjectId: `waits ${minutes}`, runAt: ago(minutes) }));
    const dead = [30, 10].map((minutes) => ({ subjectId: `dead ${minutes}`, leaseOwner: 'gone', leaseUntil: ago(minutes) }));
    const rows = [...waiting, ...dead].map((row, index) => ({ id: index + 1, kind: 'sync', fence: 1, attempts: 0, ...row }));
    await jobModel(test.db).bulkCreate(rows, { hooks: false });
    const done: string[] = [];
    const jobs = createJobs({ db: test.db, log: quietLog, concurrency: { sync: 1 }, handlers: { sync: async (id) => void done.push(id) } });
    await jobs.start();
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(rows.length);
    await jobs.stop();
    expect(done).toEqual(['waits 60', 'dead 30', 'waits 20', 'waits 19', 'waits 18', 'waits 17', 'waits 16', 'dead 10']);
  });
});
