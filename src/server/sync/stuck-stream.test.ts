// A folder whose changes cannot be read any further, because of one message: its other mail goes on.
import { afterEach, describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { openRig } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig;
afterEach(() => rig.close());

describe('a message that makes a page of its folder\'s changes fail for ever', () => {
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round++) {
      await rig.sync().catch(() => undefined);
      rig.wait(5 * 60_000);
    }
  };
  /** Whole pages with it fail, be they of the stream or of a listing, and so does the message itself. */
  const poison = (verb: string, argument: unknown) => {
    const { scope, cursor, mailboxId, idsOnly } = (argument ?? {}) as { scope?: string; cursor?: string | null; mailboxId?: string; idsOnly?: boolean };
    const isBad =
      (verb === 'getChanges' && scope === 'INBOX' && (cursor?.endsWith('+10') || cursor?.startsWith('since:'))) ||
      (verb === 'listMessages' && mailboxId === 'INBOX' && !idsOnly) ||
      (verb === 'getMessages' && (argument as string[]).includes('bad'));
    if (isBad) throw new MailError('unavailable');
  };

  it('keeps out no new mail of the folder, and shows itself as broken', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(5);
    await rig.sync();
    rig.mailbox.deliver({ id: 'bad' });
    rig.provider.faults.before = poison;
    await rounds(4);
    rig.mailbox.deliver({ id: 'fresh' });
    await rounds(1);
    expect((await rig.stored()).has('fresh')).toBe(true);
    expect(rig.arrived).toHaveLength(1);
    await rounds(30);
    expect(await rig.message('bad')).toMatchObject({ isBroken: true });
    expect((await rig.account()).status).toBe('active');
    const fetches = () => rig.provider.calls.filter(({ verb }) => verb === 'getMessages').length;
    const before = fetches();
    await rounds(3);
    expect(fetches()).toBe(before);
  });

  it('keeps out nothing that a first sync has yet to read', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(15);
    rig.mailbox.deliver({ id: 'bad' });
    rig.mailbox.deliverMany(15);
    rig.provider.faults.before = poison;
    await rounds(6);
    rig.mailbox.deliver({ id: 'fresh' });
    await rounds(30);
    expect((await rig.stored()).size).toBe(32);
    expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
  });

  it('holds up changes no longer than it does so', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(5);
    await rig.sync();
    rig.mailbox.setKeywords('m1', ['$seen']);
    rig.mailbox.move('m2', ['TRASH']);
    rig.provider.faults.before = poison;
    await rounds(6);
    expect(await rig.message('m1')).toMatchObject({ isRead: false });
    rig.provider.faults = {};
    await rounds(4);
    expect(await rig.message('m1')).toMatchObject({ isRead: true });
    expect((await rig.message('m2')).mailboxes).toEqual(['TRASH']);
  });

  it('is not suspected in an outage', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(5);
    await rig.sync();
    rig.provider.faults.before = (verb) => {
      if (verb === 'getChanges') throw new MailError('unavailable');
    };
    await rounds(8);
    rig.provider.faults = {};
    rig.provider.calls.length = 0;
    await rounds(1);
    expect(rig.provider.calls.filter(({ verb }) => verb === 'listMessages')).toEqual([]);
  });
});
