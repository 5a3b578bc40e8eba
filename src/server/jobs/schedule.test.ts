// Whom the schedule rings, over a real database.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../sync/testing/database';
import type { TestDatabase } from '../sync/testing/database';
import { quietLog } from '../sync/testing/rig';
import { createRing } from './ring';
import { findJobs, jobModel } from './rows';
import { createSchedule } from './schedule';

let test: TestDatabase;
beforeEach(async () => {
  test = await openDatabase('sqlite');
});
afterEach(() => test.close());

describe('schedule', () => {
  it.each([
    ['polls in time although one message waits for its next try', { attempts: 0, endedAgo: 60 }, true],
    ['leaves a failed sync to its own time', { attempts: 2, endedAgo: 60 }, false],
    ['lets an account that had its turn wait for the next', { attempts: 0, endedAgo: 0 }, false],
  ])('%s', async (_rule, { attempts, endedAgo }, isPolled) => {
    await test.db.getModel('mailAccounts').bulkCreate([{ id: 1, provider: 'memory', email: 'a@example.com', status: 'active' }], { hooks: false });
    const runAt = new Date(Date.now() + 14 * 60_000);
    const updatedAt = new Date(Date.now() - endedAgo * 60_000);
    await jobModel(test.db).bulkCreate([{ id: 1, kind: 'sync', subjectId: '1', accountId: 1, runAt, fence: 1, attempts, updatedAt, createdAt: updatedAt }], { hooks: false });
    const ring = createRing(test.db, () => new Date());
    await createSchedule({ db: test.db, log: quietLog, now: () => new Date(), kinds: ['sync'], ring, rung: () => undefined }).tick();
    expect(((await findJobs(test.db, {}))[0].runAt?.getTime() ?? Infinity) < runAt.getTime()).toBe(isPolled);
  });
});
