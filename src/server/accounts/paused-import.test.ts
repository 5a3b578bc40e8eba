// A first import that is paused has been started: nobody is asked for a start date again, and what works on a mailbox works on it.
import { afterEach, describe, expect, it } from 'vitest';
import type { AppContext } from '../app-context';
import { loadAccount } from '../sync/store/accounts';
import { openRig } from '../sync/testing/rig';
import type { Rig } from '../sync/testing/rig';
import { pauseAccount, resumeAccount, resyncAccount, setSyncFrom, startAccount } from './account-state';
import { isWaitingForStart } from './started';

let rig: Rig;
afterEach(() => rig.close());

const SINCE = new Date(Date.UTC(2026, 0, 1));
const EARLIER = new Date(Date.UTC(2025, 0, 1));
const LATER = new Date(Date.UTC(2026, 6, 1));

const nothing = async () => undefined;
const appOf = ({ test, engine }: Rig) =>
  ({ db: test.db, engine, now: () => new Date(), jobs: { ring: nothing, cancel: nothing }, events: { accountChanged() {} } }) as unknown as AppContext;
const account = () => loadAccount(rig.tables, rig.accountId);

async function link(kind: 'account' | 'mailbox'): Promise<AppContext> {
  rig = await openRig(kind, { pages: { list: 10, changes: 5 } });
  rig.mailbox.deliverMany(60);
  await rig.tables.accounts.update({ id: rig.accountId }, { status: 'paused' });
  // As linking does: the newest page is shown before anybody has said anything.
  await rig.engine.storeNewest(rig.accountId);
  expect(isWaitingForStart(await account())).toBe(true);
  return appOf(rig);
}

/** The first turn ends long before its work. */
async function syncForATurn(): Promise<void> {
  rig.provider.faults.before = () => void rig.wait(20_000);
  await rig.sync();
  rig.provider.faults.before = undefined;
}

describe.each(['account', 'mailbox'] as const)('%s scope', (kind) => {
  it('before or after its first turn', async () => {
    const app = await link(kind);
    await startAccount(app, rig.accountId, SINCE);
    for (const work of [nothing, syncForATurn]) {
      await work();
      await pauseAccount(app, rig.accountId);
      expect(isWaitingForStart(await account())).toBe(false);
      await resumeAccount(app, rig.accountId);
    }
    await pauseAccount(app, rig.accountId);
    await setSyncFrom(app, rig.accountId, EARLIER);
    await resyncAccount(app, rig.accountId);
    await expect(startAccount(app, rig.accountId, LATER)).rejects.toMatchObject({ code: 'start-date-later' });
  });

  it('where it began before that was kept', async () => {
    await link(kind);
    await rig.tables.accounts.update({ id: rig.accountId }, { status: 'syncing' });
    await syncForATurn();
    await rig.tables.accounts.update({ id: rig.accountId }, { status: 'paused' });
    expect(await account()).toMatchObject({ startedAt: null, lastSyncedAt: null, walkedAt: null });
    expect(isWaitingForStart(await account())).toBe(false);
  });

  it('where "resume" was the answer to the question for the date', async () => {
    const app = await link(kind);
    await resumeAccount(app, rig.accountId);
    await pauseAccount(app, rig.accountId);
    expect(isWaitingForStart(await account())).toBe(false);
  });
});
