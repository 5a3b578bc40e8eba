// A worker whose lease was taken away writes nothing any more, however sure it is of it: a click on another node, a wait for
// the database, a machine that slept.
import { afterEach, expect, it } from 'vitest';
import type { Lease } from '../services';
import { isReachable } from '../sync/testing/database';
import type { ServerDialect } from '../sync/testing/database';
import { openRig, quietLog } from '../sync/testing/rig';
import type { Rig } from '../sync/testing/rig';
import { createJobs } from './jobs';
import { claim } from './lease';
import { findJobs } from './rows';

const SERVERS: ServerDialect[] = ['postgres', 'mysql'];
const servers = await Promise.all(SERVERS.map(async (dialect) => ((await isReachable(dialect)) ? [dialect] : [])));

let rig: Rig;
afterEach(() => rig.close());

const jobs = () => createJobs({ db: rig.test.db, log: quietLog, handlers: {} });

/** Held for half a minute, without a heartbeat that could tell what has happened to it. */
async function hold(owner: string): Promise<Lease> {
  const [job] = await findJobs(rig.test.db, { subjectId: String(rig.accountId) });
  const held = await claim(rig.test.db, job, owner, () => new Date(), { leaseMs: 30_000, heartbeatMs: 3_600_000 });
  if (!held) throw new Error('somebody else holds the job');
  return held;
}

it.each(['sqlite' as const, ...servers.flat()])('what was fetched before the other one took over does not replace what that one has stored (%s)', async (dialect) => {
  rig = await openRig('account', { dialect });
  await jobs().ring('sync', rig.accountId);
  const slow = await hold('slow');
  rig.mailbox.deliverMany(2);
  await rig.sync(slow);
  rig.mailbox.deliver({ id: 'new' });
  let isFetched = false;
  rig.provider.faults.before = (verb) => void (isFetched ||= verb === 'getMessages');
  const takeOver = async () => {
    isFetched = false;
    rig.provider.faults.before = undefined;
    // As a new start date, another choice of folders or a resync does.
    await jobs().cancel('sync', rig.accountId);
    await jobs().ring('sync', rig.accountId);
    rig.mailbox.setKeywords('new', ['$seen']);
    await rig.sync(await hold('quick'));
  };
  const assert = async () => {
    await slow.assert();
    // The lease looks good; from here on the process stands still.
    if (isFetched) await takeOver();
  };
  await rig.sync({ ...slow, assert });
  await rig.sync();
  expect((await rig.message('new')).isRead).toBe(true);
  expect(slow.signal.aborted).toBe(true);
  expect(await rig.account()).toMatchObject({ status: 'active', statusCode: null });
});
