// Reading everything again, and further back: nothing lost, nothing doubled, nothing of people's own taken away.
import { afterEach, describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { compareStarts } from './move-start';
import { beforeInsert, Crash } from './testing/faults';
import { lease, openRig } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig | null = null;
afterEach(async () => {
  await rig?.close();
  rig = null;
});

const deleteHere = async ({ tables, accountId }: Rig, remoteId: string) => {
  const [row] = await tables.messages.find({ accountId, mailId: remoteId }, ['id']);
  await tables.memberships.delete({ messageId: row.id });
  await tables.messages.delete({ id: row.id });
};

describe.each(['account', 'mailbox'] as const)('%s scope', (kind) => {
  it('a resync fetches what is missing here and refreshes what differs', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(30);
    await rig.sync();
    await deleteHere(rig, 'm7');
    await rig.tables.messages.update({ accountId: rig.accountId, mailId: 'm9' }, { subject: 'damaged', isStarred: true });
    await rig.engine.resync(rig.accountId);
    expect((await rig.account()).status).toBe('syncing');
    await rig.sync();
    const stored = await rig.stored();
    expect(stored.size).toBe(30);
    expect(stored.get('m7')).toBeDefined();
    expect(stored.get('m9')?.subject).toBe('Subject 9');
    expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
    expect(rig.arrived.filter((id) => id === stored.get('m9')?.id)).toHaveLength(0);
  });

  it('a resync that dies on its way is gone on with by the next sync', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(5);
    await rig.sync();
    await rig.tables.messages.update({ accountId: rig.accountId }, { subject: 'damaged' });
    let isDying = true;
    beforeInsert(rig.test.db, 'mailPendingMessages', async () => {
      if (isDying) throw new Crash();
    });
    await rig.engine.resync(rig.accountId).catch(() => undefined);
    isDying = false;
    await rig.sync();
    expect((await rig.message('m1')).subject).toBe('Subject 1');
    expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
  });

  it('a resync keeps the ids that labels, notes and to-dos hang on', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(5);
    await rig.sync();
    const before = await rig.stored();
    await rig.tables.messages.update({ accountId: rig.accountId, mailId: 'm2' }, { isTodo: true });
    await rig.engine.resync(rig.accountId);
    await rig.sync();
    expect([...(await rig.stored())].map(([key, { id }]) => [key, id])).toEqual([...before].map(([key, { id }]) => [key, id]));
    const [todo] = await rig.tables.messages.find({ accountId: rig.accountId, mailId: 'm2' }, ['isTodo']);
    expect(Boolean(todo.isTodo)).toBe(true);
  });

  it('a resync shows how far it is, from nothing to all', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(120);
    await rig.sync();
    await rig.engine.resync(rig.accountId);
    const shown = [await rig.progress()];
    const { progress } = rig;
    rig.provider.faults.before = async () => void shown.push(await progress());
    await rig.sync();
    shown.push(await rig.progress());
    const stored = shown.map((each) => each.stored);
    expect(stored).toEqual(stored.toSorted((a, b) => a - b));
    expect([stored[0], stored.at(-1)]).toEqual([0, 120]);
    expect(stored.some((count) => count > 0 && count < 120)).toBe(true);
    expect(new Set(shown.map(({ total }) => total))).toEqual(new Set([120]));
    expect([shown[0].secondsLeft, shown.at(-1)?.secondsLeft]).toEqual([expect.any(Number), null]);
  });

  it('a resync during an outage deletes nothing', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(8);
    await rig.sync();
    rig.provider.faults.before = () => {
      throw new MailError('unavailable');
    };
    await rig.engine.resync(rig.accountId);
    for (let round = 0; round < 3; round++) {
      await rig.sync().catch(() => undefined);
      rig.wait(3_600_000);
    }
    expect((await rig.stored()).size).toBe(8);
    rig.provider.faults.before = undefined;
    await rig.sync();
    expect((await rig.stored()).size).toBe(8);
    expect(await rig.account()).toMatchObject({ walk: null });
  });

  it('a paused account stays paused and is read again when it is resumed', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(4);
    await rig.sync();
    await deleteHere(rig, 'm1');
    await rig.tables.accounts.update({ id: rig.accountId }, { status: 'paused' });
    await rig.engine.resync(rig.accountId);
    await rig.sync();
    expect((await rig.account()).status).toBe('paused');
    expect((await rig.stored()).size).toBe(3);
    await rig.tables.accounts.update({ id: rig.accountId }, { status: 'active' });
    await rig.sync();
    expect((await rig.stored()).size).toBe(4);
  });

  it('an earlier start date brings the older mail, and what was deleted meanwhile goes', async () => {
    const start = new Date(Date.UTC(2026, 0, 1) + 20.5 * 60_000);
    rig = await openRig(kind, { syncFrom: start });
    rig.mailbox.deliverMany(30);
    await rig.sync();
    expect((await rig.stored()).size).toBe(10);
    rig.mailbox.remove('m25');
    rig.mailbox.setKeywords('m26', ['$seen', '$flagged']);
    await rig.engine.moveStart(rig.accountId, new Date(Date.UTC(2026, 0, 1) + 10.5 * 60_000));
    await rig.sync();
    rig.wait(600_000);
    await rig.sync();
    const stored = await rig.stored();
    expect([...stored.keys()].sort()).toEqual(['m11', ...Array.from({ length: 13 }, (_, index) => `m${index + 12}`), 'm26', 'm27', 'm28', 'm29', 'm30'].sort());
    expect(stored.get('m26')?.isRead).toBe(true);
    expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
  });

  it('an earlier start date while a lost cursor is made up for: what changed meanwhile is still found', async () => {
    const again = (rig = await openRig(kind, { syncFrom: new Date(Date.UTC(2026, 0, 1)) }));
    again.mailbox.deliverMany(60);
    await again.sync();
    again.mailbox.setKeywords('m5', ['$seen', '$flagged']);
    again.mailbox.remove('m6');
    again.mailbox.loseCursors();
    const held = lease();
    again.provider.faults.before = async (verb) => {
      if (verb === 'listMessages' && (await again.account()).walk !== null) held.controller.abort();
    };
    await again.sync(held).catch(() => undefined);
    again.provider.faults.before = undefined;
    expect((await again.account()).walk).not.toBeNull();
    await again.engine.moveStart(again.accountId, new Date(Date.UTC(2025, 0, 1)));
    for (let round = 0; round < 3; round++) {
      await again.sync();
      again.wait(180_000);
    }
    expect(await again.message('m5')).toMatchObject({ isRead: true, isStarred: true });
    expect((await again.stored()).has('m6')).toBe(false);
  });

  it('an earlier start date that comes in the moment in which the walk ends begins one of its own', async () => {
    const syncFrom = new Date(Date.UTC(2026, 0, 1, 0, 11));
    /** A sync in which something happens before its last write. */
    const run = async (at: number, happen: () => Promise<unknown>) => {
      let writes = 0;
      const held = lease();
      await rig?.sync({ ...held, assert: async () => void (++writes === at && (await happen())) });
      return writes;
    };
    rig = await openRig(kind, { syncFrom });
    rig.mailbox.deliverMany(20);
    const last = await run(0, async () => undefined);
    expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
    await rig.close();

    const again = (rig = await openRig(kind, { syncFrom }));
    again.mailbox.deliverMany(20);
    await run(last, () => again.engine.moveStart(again.accountId, null));
    expect((await again.account()).walkedAt).toBeNull();
    await again.sync();
    expect((await again.stored()).size).toBe(20);
  });

  it('a later start date is refused and changes nothing', async () => {
    rig = await openRig(kind, { syncFrom: new Date(Date.UTC(2026, 0, 1)) });
    rig.mailbox.deliverMany(3);
    await rig.sync();
    await expect(rig.engine.moveStart(rig.accountId, new Date(Date.UTC(2026, 0, 2)))).rejects.toMatchObject({ code: 'start-date-later' });
    await rig.engine.moveStart(rig.accountId, new Date(Date.UTC(2026, 0, 1)));
    expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
  });
});

describe('compareStarts', () => {
  const [early, late] = [new Date(0), new Date(1)];
  it.each([
    ['all mail is earlier than any date', early, null, 'earlier'],
    ['any date is later than all mail', null, early, 'later'],
    ['all mail again', null, null, 'same'],
    ['an earlier date', late, early, 'earlier'],
    ['the same date', late, new Date(1), 'same'],
    ['a later date', early, late, 'later'],
  ] as const)('%s', (_name, present, wanted, expected) => {
    expect(compareStarts(present, wanted)).toBe(expected);
  });
});
