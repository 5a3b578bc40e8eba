// Messages that cannot be parsed or stored: kept as broken ones, and nothing beside them is lost.
import { afterEach, describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { openRig } from './testing/rig';
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
});
