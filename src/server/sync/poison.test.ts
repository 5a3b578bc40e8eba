// Messages that cannot be parsed or stored: kept as broken ones, and nothing beside them is lost.
import { afterEach, describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { beforeInsert } from './testing/faults';
import { lease, openRig } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig;
afterEach(() => rig.close());

describe('poison', () => {
  it('a message that cannot be fetched is shown as broken after three tries, and healed by a later one', async () => {
    rig = await openRig('account');
    rig.mailbox.deliverMany(5);
    rig.provider.faults.fetch = (id) => (id === 'm2' ? new MailError('internal') : null);
    for (let round = 0; round < 3; round++) {
      await rig.sync();
      rig.wait(16 * 60_000);
    }
    expect((await rig.stored()).get('m2')).toMatchObject({ isBroken: true, mailboxes: ['ALL'] });
    expect((await rig.account()).status).toBe('active');
    rig.provider.faults.fetch = () => null;
    await rig.engine.storeRemote(rig.accountId, ['m2']);
    expect((await rig.stored()).get('m2')).toMatchObject({ isBroken: false, subject: 'Subject 2' });
    expect(await rig.tables.pending.count({ accountId: rig.accountId })).toBe(0);
  });

  it('a message that answers "unavailable" for ever does not keep the account syncing for ever', async () => {
    rig = await openRig('account');
    rig.mailbox.deliverMany(5);
    rig.provider.faults.fetch = (id) => (id === 'm2' ? new MailError('unavailable') : null);
    for (let round = 0; round < 9; round++) {
      await rig.sync();
      rig.wait(16 * 60_000);
    }
    expect((await rig.stored()).get('m2')?.isBroken).toBe(true);
    expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
  });

  it('an outage makes nobody a dead letter', async () => {
    rig = await openRig('account');
    rig.mailbox.deliverMany(8);
    rig.provider.faults.fetch = () => new MailError('unavailable');
    for (let round = 0; round < 12; round++) {
      await rig.sync().catch(() => undefined);
      rig.wait(16 * 60_000);
    }
    expect((await rig.account()).status).toBe('unavailable');
    rig.provider.faults.fetch = () => null;
    await rig.sync();
    expect((await rig.stored()).size).toBe(8);
    expect([...(await rig.stored()).values()].some((message) => message.isBroken)).toBe(false);
  });

  describe('throttling', () => {
    const throttled = (id: string) => (id === 'm2' ? new MailError('rate-limited') : null);

    it('uses up no tries: one that is refused once after hours of it is stored', async () => {
      rig = await openRig('account');
      rig.mailbox.deliverMany(5);
      rig.provider.faults.fetch = throttled;
      for (let round = 0; round < 10; round++) {
        await rig.sync();
        rig.wait(16 * 60_000);
        rig.mailbox.deliver();
      }
      rig.provider.faults.fetch = (id) => (id === 'm2' ? new MailError('unavailable') : null);
      await rig.sync();
      rig.provider.faults = {};
      rig.wait(16 * 60_000);
      await rig.sync();
      expect(await rig.message('m2')).toMatchObject({ isBroken: false });
    });

    it('gives a damaged message no new tries', async () => {
      rig = await openRig('account');
      rig.mailbox.deliverMany(5);
      for (let round = 0; round < 5; round++) {
        rig.provider.faults.fetch = round % 2 === 1 ? throttled : (id) => (id === 'm2' ? new MailError('internal') : null);
        await rig.sync().catch(() => undefined);
        rig.mailbox.deliver();
        rig.wait(16 * 60_000);
      }
      expect(await rig.message('m2')).toMatchObject({ isBroken: true });
    });

    it('of a message that is read again outlives a change by a person', async () => {
      rig = await openRig('account');
      rig.mailbox.deliverMany(5);
      await rig.sync();
      await rig.tables.messages.update({ accountId: rig.accountId }, { subject: 'outdated' });
      await rig.engine.resync(rig.accountId);
      rig.provider.faults.fetch = throttled;
      await rig.sync();
      await rig.engine.changeMessages([(await rig.message('m2')).id], { kind: 'keywords', add: ['$flagged'] });
      rig.provider.faults = {};
      rig.wait(60_000);
      await rig.sync();
      expect(await rig.message('m2')).toMatchObject({ subject: 'Subject 2' });
    });
  });

  describe('that makes the call for its neighbours fail as well', () => {
    const bad = (id: string) => (verb: string, argument: unknown) => {
      if (verb === 'getMessages' && (argument as string[]).includes(id)) throw new MailError('unavailable');
    };

    it.each(['m40', 'm7'])('is found, and stops nobody (%s of 40 in a first sync)', async (id) => {
      rig = await openRig('account');
      rig.mailbox.deliverMany(40);
      rig.provider.faults.before = bad(id);
      for (let round = 0; round < 3; round++) await rig.sync().catch(() => rig.wait(60_000));
      expect((await rig.stored()).size).toBe(39);
      rig.mailbox.deliver({ id: 'fresh' });
      await rig.sync();
      expect((await rig.stored()).has('fresh')).toBe(true);
      for (let round = 0; round < 9; round++) {
        rig.wait(16 * 60_000);
        await rig.sync();
      }
      expect((await rig.stored()).get(id)?.isBroken).toBe(true);
      expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
    });

    it('costs its neighbours no tries, and is asked for by itself from then on', async () => {
      rig = await openRig('account');
      rig.mailbox.deliverMany(30);
      rig.provider.faults.before = bad('m20');
      for (let round = 0; round < 3; round++) await rig.sync().catch(() => rig.wait(60_000));
      expect(await rig.tables.pending.find({ accountId: rig.accountId }, ['remoteId', 'attempts'])).toEqual([{ remoteId: 'm20', attempts: 1 }]);
      rig.mailbox.deliverMany(3);
      rig.wait(60_000);
      rig.provider.calls.length = 0;
      await rig.sync();
      const asked = rig.provider.calls.flatMap(({ verb, argument }) => (verb === 'getMessages' ? [argument as string[]] : []));
      expect(asked.filter((ids) => ids.includes('m20') && ids.length > 1)).toEqual([]);
    });
  });

  describe.each(['account', 'mailbox'] as const)('that makes every call for it fail (%s scope)', (kind) => {
    const bad = (verb: string, argument: unknown) => {
      if (verb === 'getMessages' && (argument as string[]).includes('m2')) throw new MailError('unavailable');
    };

    it('does not keep deleted mail here', async () => {
      rig = await openRig(kind);
      rig.mailbox.deliverMany(6);
      await rig.sync();
      for (const id of ['m1', 'm2', 'm3']) rig.mailbox.remove(id);
      rig.provider.faults.before = bad;
      for (let round = 0; round < 12; round++) {
        await rig.sync().catch(() => undefined);
        rig.wait(16 * 60_000);
      }
      rig.mailbox.deliver({ id: 'fresh' });
      await rig.sync();
      expect([...(await rig.stored()).keys()].sort()).toEqual(['fresh', 'm2', 'm4', 'm5', 'm6']);
      expect((await rig.account()).status).toBe('active');
      rig.provider.faults.before = undefined;
      await rig.sync();
      expect((await rig.stored()).has('m2')).toBe(false);
    });

    it('does not stop a comparison, and stays itself until the provider says that it is gone', async () => {
      rig = await openRig(kind);
      rig.mailbox.deliverMany(6);
      await rig.sync();
      // Nothing told of it.
      for (const id of ['m1', 'm2', 'm3']) rig.mailbox.messages.delete(id);
      rig.provider.faults.before = bad;
      const reconcile = () => rig.engine.reconcile(rig.accountId, lease());
      for (let round = 0; round < 12; round++) {
        rig.wait(16 * 60_000);
        await reconcile().catch(() => undefined);
        await rig.sync().catch(() => undefined);
      }
      expect(await reconcile()).toMatchObject({ remote: 3, removed: 0 });
      const stored = await rig.stored();
      expect([...stored.keys()].sort()).toEqual(['m2', 'm4', 'm5', 'm6']);
      expect(stored.get('m2')).toMatchObject({ missingSince: null, isBroken: false });
      rig.provider.faults.before = undefined;
      expect(await reconcile()).toMatchObject({ removed: 1 });
    });
  });

  it.each(['account', 'mailbox'] as const)('a comparison every time between its tries gives it no new ones (%s scope)', async (kind) => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(3);
    await rig.sync();
    rig.mailbox.deliver({ id: 'bad' });
    // It is in no stream, and found by comparisons alone.
    rig.mailbox.journal.length = 0;
    rig.provider.faults.fetch = (id) => (id === 'bad' ? new MailError('unavailable') : null);
    for (let round = 0; round < 12; round++) {
      rig.wait(16 * 60_000);
      await rig.engine.reconcile(rig.accountId, lease()).catch(() => undefined);
      await rig.sync().catch(() => undefined);
    }
    expect((await rig.stored()).get('bad')?.isBroken).toBe(true);
    expect((await rig.account()).status).toBe('active');
  });

  it.each(['whole calls', 'each message'])('an outage makes no dead letter of a message that has failed before (%s)', async (form) => {
    rig = await openRig('account');
    rig.mailbox.deliverMany(12);
    rig.provider.faults.fetch = (id) => (id === 'm3' ? new MailError('unavailable') : null);
    await rig.sync();
    const away = new MailError('unavailable');
    rig.provider.faults.fetch = form === 'each message' ? () => away : undefined;
    rig.provider.faults.before = (verb) => {
      if (form === 'whole calls' && verb === 'getMessages') throw away;
    };
    for (let round = 0; round < 12; round++) {
      rig.wait(16 * 60_000);
      await expect(rig.sync()).rejects.toMatchObject({ code: 'unavailable' });
    }
    rig.provider.faults = {};
    rig.wait(16 * 60_000);
    await rig.sync();
    expect((await rig.stored()).get('m3')).toMatchObject({ isBroken: false });
  });

  it('NUL bytes, lone surrogates and absurd dates are stored clean', async () => {
    rig = await openRig('mailbox');
    const nasty = '\u0000a\ud800b';
    rig.mailbox.deliver({ subject: nasty, text: nasty, html: `<p>${nasty}</p>`, from: [{ name: nasty, email: nasty }], receivedAt: new Date(NaN), messageId: nasty, references: [nasty] });
    await rig.sync();
    expect((await rig.stored()).get('m1')).toMatchObject({ subject: 'a\ufffdb', isBroken: false });
  });

  it('a message that the database refuses becomes a broken one, its neighbours stay whole', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(4);
    // A value that no driver can bind stands for whatever the next one will be.
    rig.mailbox.deliver({ id: 'bad', sizeBytes: { toString: null } as unknown as number });
    await rig.sync();
    const stored = await rig.stored();
    expect(stored.size).toBe(5);
    expect(stored.get('bad')?.isBroken).toBe(true);
    expect(stored.get('m1')?.isBroken).toBe(false);
  });

  it('a full disk makes no message a broken one, and what it stops is stored once there is room', async () => {
    rig = await openRig('mailbox');
    await rig.sync();
    const { db } = rig.test;
    const [[{ page_count: pages }]] = (await db.sequelize.query('PRAGMA page_count')) as unknown as [[{ page_count: number }]];
    // Enough for the broken form of the message, and not for itself.
    let room = pages + 20;
    beforeInsert(db, 'mailMessages', (query) => query(`PRAGMA max_page_count = ${room}`));
    rig.mailbox.deliver({ text: 'word '.repeat(60_000) });
    for (let round = 0; round < 3; round++) await expect(rig.sync()).rejects.toMatchObject({ code: 'internal' });
    expect((await rig.stored()).size).toBe(0);
    expect((await rig.account()).status).toBe('unavailable');
    room = 1_000_000;
    await rig.sync();
    expect(await rig.message()).toMatchObject({ isBroken: false });
    expect((await rig.account()).status).toBe('active');
  });
});
