// A move is never a delete (failure modes 1 and 14).
import { afterEach, describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { readConversationRows } from '../reading/conversation-rows';
import { findMessages } from '../reading/message-scope';
import { viewThread } from '../reading/message-view';
import { openRig } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig;
afterEach(() => rig.close());

const GRACE = 3 * 60_000;

describe('one change stream per mailbox', () => {
  it('a message that left one folder and is not yet reported in another survives', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(3);
    await rig.sync();
    rig.mailbox.move('m1', ['ARCHIVE']);
    let isBroken = true;
    rig.provider.faults.before = (verb, argument) => {
      if (isBroken && verb === 'getChanges' && (argument as { scope: string }).scope === 'ARCHIVE') throw new MailError('unavailable');
    };
    await expect(rig.sync()).rejects.toMatchObject({ code: 'unavailable' });
    expect((await rig.stored()).get('m1')).toMatchObject({ mailboxes: [] });
    rig.wait(GRACE);
    isBroken = false;
    await rig.sync();
    expect((await rig.stored()).get('m1')).toMatchObject({ mailboxes: ['ARCHIVE'], missingSince: null, boxType: 'archive' });
  });

  it('a message that went A to B to A, and that the provider then forgets, is found by asking', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(3);
    await rig.sync();
    rig.provider.faults.losesMoves = true;
    rig.mailbox.move('m2', ['Label_Later']);
    rig.mailbox.move('m2', ['INBOX']);
    await rig.sync();
    expect((await rig.stored()).get('m2')).toMatchObject({ mailboxes: [] });
    rig.wait(GRACE);
    await rig.sync();
    expect((await rig.stored()).get('m2')).toMatchObject({ mailboxes: ['INBOX'], missingSince: null });
  });

  it('what people move away and back stays in sight, and the provider is asked', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(3);
    await rig.sync();
    rig.provider.faults.losesMoves = true;
    const mailboxId = async (remoteId: string) => Number((await rig.tables.mailboxes.find({ accountId: rig.accountId, remoteId }, ['id']))[0].id);
    const [inbox, archive] = [await mailboxId('INBOX'), await mailboxId('ARCHIVE')];
    const { id } = (await rig.stored()).get('m2')!;
    await rig.engine.changeMessages([id], { kind: 'mailboxes', add: [archive], remove: [inbox] });
    await rig.engine.changeMessages([id], { kind: 'mailboxes', add: [inbox], remove: [archive] });
    await rig.sync();
    expect((await rig.stored()).get('m2')).toMatchObject({ mailboxes: ['INBOX'], missingSince: null });
    expect(rig.provider.calls.some((call) => call.verb === 'getMessages')).toBe(true);
    expect((await rig.tables.messages.find({ mailId: 'm2' }, ['pendingChange']))[0].pendingChange).toBeNull();
  });

  it('an outage while asking deletes nothing', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(2);
    await rig.sync();
    rig.mailbox.remove('m1');
    await rig.sync();
    rig.wait(GRACE);
    rig.provider.faults.fetch = () => new MailError('unavailable');
    await rig.sync();
    expect((await rig.stored()).has('m1')).toBe(true);
    rig.provider.faults.fetch = () => null;
    // Asked for again by the work list, which does not believe the first "not found" of a provider with a stream per mailbox.
    for (let round = 0; round < 4; round++) {
      await rig.sync();
      rig.wait(GRACE);
    }
    expect((await rig.stored()).has('m1')).toBe(false);
  });

  it('a folder that vanished leaves its messages to be looked for', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(3, () => ({ mailboxIds: ['Label_Projects'] }));
    await rig.sync();
    rig.mailbox.mailboxes.splice(rig.mailbox.mailboxes.findIndex((mailbox) => mailbox.id === 'Label_Projects'), 1);
    for (const id of ['m1', 'm2', 'm3']) rig.mailbox.move(id, ['INBOX']);
    await rig.sync();
    rig.wait(GRACE);
    await rig.sync();
    expect([...(await rig.stored()).values()].map((message) => message.mailboxes)).toEqual([['INBOX'], ['INBOX'], ['INBOX']]);
    expect(await rig.tables.mailboxes.count({ accountId: rig.accountId })).toBe(rig.mailbox.mailboxes.length);
  });

  it('a mailbox list without an inbox is not believed', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(2);
    await rig.sync();
    rig.mailbox.mailboxes.length = 0;
    await expect(rig.sync()).rejects.toMatchObject({ code: 'unavailable' });
    expect((await rig.stored()).get('m1')?.mailboxes).toEqual(['INBOX']);
  });

  it('a full mailbox without a change stream is listed', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliverMany(45);
    rig.provider.faults.before = (verb) => {
      if (verb === 'getChanges') throw new MailError('mailbox-full');
    };
    await rig.sync();
    rig.mailbox.deliver();
    await rig.sync();
    expect((await rig.stored()).size).toBe(46);
    // No stream tells of it, neither now nor when there is one again.
    rig.mailbox.remove('m3');
    rig.provider.faults.before = undefined;
    rig.mailbox.deliver();
    rig.wait(2 * 60 * 60_000);
    await rig.sync();
    expect((await rig.stored()).size).toBe(47);
    rig.wait(3 * 60_000);
    await rig.sync();
    expect([...(await rig.stored()).keys()]).not.toContain('m3');
    expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
  });

  it('mail in a folder that was made since the last refresh has its place', async () => {
    rig = await openRig('mailbox');
    rig.mailbox.deliver();
    await rig.sync();
    rig.mailbox.mailboxes.push({ id: 'New', name: 'New', role: null, parentId: null, total: null, unread: null });
    rig.mailbox.deliver({ id: 'x', mailboxIds: ['New'] });
    await rig.engine.storeRemote(rig.accountId, ['x']);
    expect((await rig.stored()).get('x')?.mailboxes).toEqual(['New']);
  });
});

describe('one change stream per account', () => {
  it('deleted mail goes only after the provider was asked', async () => {
    rig = await openRig('account');
    rig.mailbox.deliverMany(2);
    await rig.sync();
    const kept = rig.mailbox.messages.get('m1');
    rig.mailbox.remove('m1');
    if (kept) rig.mailbox.messages.set('m1', kept);
    rig.mailbox.remove('m2');
    await rig.sync();
    rig.wait(GRACE);
    await rig.sync();
    const stored = await rig.stored();
    expect(stored.get('m1')).toMatchObject({ mailboxes: ['ALL', 'INBOX'], missingSince: null });
    expect(stored.has('m2')).toBe(false);
  });

  it('drafts that are saved again and again leave one draft', async () => {
    rig = await openRig('account');
    rig.mailbox.deliver();
    await rig.sync();
    for (let save = 0; save < 6; save++) {
      rig.mailbox.deliver({ id: `draft${save}`, threadId: 'd', mailboxIds: ['DRAFTS', 'ALL'], keywords: ['$draft', '$seen'] });
      if (save > 0) rig.mailbox.remove(`draft${save - 1}`);
      if (save % 2 === 0) await rig.sync();
    }
    await rig.sync();
    rig.wait(GRACE);
    await rig.sync();
    expect([...(await rig.stored()).keys()].sort()).toEqual(['draft5', 'm1']);
    expect(await rig.tables.threads.count({ threadId: 'd' })).toBe(2);
    expect(await rig.tables.pending.count({ accountId: rig.accountId })).toBe(0);
  });
});

describe.each(['account', 'mailbox'] as const)('a deleted message (%s scope)', (kind) => {
  it('is out of sight at once, and stays here until its grace is over', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(2, () => ({ threadId: 't' }));
    await rig.sync();
    rig.mailbox.remove('m1');
    const deletedAt = Date.now();
    await rig.sync();
    // Where lists of pages leave it out, as the mail centre does by its places.
    expect((await rig.stored()).get('m1')).toMatchObject({ mailboxes: [], boxType: 'trash' });
    expect((await viewThread(rig.test.db, rig.accountId, 't')).messages).toHaveLength(1);
    // Nor is it part of what is done to its conversation: the provider would refuse, and people be told of it.
    const m2 = (await rig.stored()).get('m2')?.id ?? 0;
    expect((await findMessages(rig.test.db, [rig.accountId], { threads: [{ accountId: rig.accountId, threadId: 't' }] })).ids.map(Number)).toEqual([m2]);
    const [row] = await readConversationRows(rig.test.db, [{ accountId: rig.accountId, threadId: 't', latestMessageId: m2 }]);
    expect(row).toMatchObject({ total: 1, unread: 1 });
    rig.wait(60_000);
    await rig.sync();
    expect((await rig.stored()).has('m1')).toBe(true);
    // The verification comes by itself.
    const [at] = rig.ringAt;
    expect(at.getTime() - deletedAt).toBeGreaterThanOrEqual(2 * 60_000);
    expect(at.getTime() - deletedAt).toBeLessThan(GRACE);
    rig.wait(61_000);
    await rig.sync();
    expect((await rig.stored()).has('m1')).toBe(false);
    const rings = rig.ringAt.length;
    await rig.sync();
    expect(rig.ringAt).toHaveLength(rings);
  });

  it('is not counted in a row of the trash', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(2, () => ({ threadId: 't', mailboxIds: ['TRASH'] }));
    await rig.sync();
    rig.mailbox.remove('m2');
    await rig.sync();
    const latestMessageId = (await rig.stored()).get('m1')?.id ?? 0;
    const [row] = await readConversationRows(rig.test.db, [{ accountId: rig.accountId, threadId: 't', latestMessageId }]);
    expect(row).toMatchObject({ total: 1, unread: 1 });
  });
});
