// What people do is seen at once, told to the provider, and not undone by echoes and older reports (failure mode 25).
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MailError } from '../../common/errors';
import type { LocalChange } from '../services';
import { openRig } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig;
afterEach(() => rig.close());

const message = (id?: string) => rig.message(id);
const mailboxId = async (remoteId: string) => Number((await rig.tables.mailboxes.find({ accountId: rig.accountId, remoteId }, ['id']))[0].id);
const markRead = async (ids: number[]) => rig.engine.changeMessages(ids, { kind: 'keywords', add: ['$seen'] });

describe.each(['account', 'mailbox'] as const)('%s scope', (kind) => {
  it('an older report does not flip a message back, and the truth is read again', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(2);
    await rig.sync();
    // On the phone: starred. Not seen here yet when the user marks it read; the provider has not replicated our change.
    rig.mailbox.setKeywords('m1', ['$flagged']);
    rig.provider.updateMessages = async (ids) => ids.map((id) => ({ id, status: 'done' as const }));
    await markRead([(await message()).id]);
    await rig.sync();
    expect((await message()).isRead).toBe(true);
    rig.mailbox.messages.set('m1', { ...rig.mailbox.messages.get('m1')!, keywords: [] });
    rig.wait(3 * 60_000);
    await rig.sync();
    expect((await message()).isRead).toBe(false);
  });

  it('the echo confirms the change, and what comes after it counts', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(2);
    await rig.sync();
    await markRead([(await message()).id]);
    await rig.sync();
    expect((await rig.tables.messages.find({ mailId: 'm1' }, ['pendingChange']))[0].pendingChange).toBeNull();
    rig.mailbox.setKeywords('m1', []);
    await rig.sync();
    expect((await message()).isRead).toBe(false);
  });

  it('refused ids are put back with their code, the others stay changed', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(3);
    await rig.sync();
    rig.provider.faults.update = (id) => (id === 'm2' ? new MailError('forbidden') : null);
    const ids = [(await message('m1')).id, (await message('m2')).id, 123456];
    const results = await markRead(ids);
    expect(results).toEqual([{ id: ids[0], ok: true, changed: true }, { id: ids[1], ok: false, code: 'forbidden' }, { id: 123456, ok: false, code: 'not-found' }]);
    expect((await message('m1')).isRead).toBe(true);
    expect((await message('m2')).isRead).toBe(false);
    expect(rig.provider.calls.filter((call) => call.verb === 'updateMessages').every((call) => call.options?.interactive)).toBe(true);
  });

  it('a failed call puts everything back', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliver();
    await rig.sync();
    rig.provider.faults.before = (verb) => {
      if (verb === 'updateMessages') throw new MailError('unavailable');
    };
    const { id } = await message();
    expect(await rig.engine.changeMessages([id], { kind: 'mailboxes', add: [await mailboxId('TRASH')], remove: [await mailboxId('INBOX')] })).toEqual([{ id, ok: false, code: 'unavailable' }]);
    expect((await message()).mailboxes).toContain('INBOX');
  });

  it.each([
    ['a keyword', { kind: 'keywords', add: ['$flagged'] }, { kind: 'keywords', add: ['$seen'] }, { isStarred: false, isRead: true, mailboxes: ['INBOX'] }],
    ['the same keyword, taken again', { kind: 'keywords', add: ['$flagged'] }, { kind: 'keywords', remove: ['$flagged'] }, { isStarred: false, isRead: false, mailboxes: ['INBOX'] }],
    ['a move', { kind: 'keywords', add: ['$flagged'] }, 'to trash', { isStarred: false, mailboxes: ['TRASH'] }],
    ['a keyword, beside a move that is refused', 'to trash', { kind: 'keywords', add: ['$seen'] }, { isRead: true, mailboxes: ['INBOX'] }],
  ] as const)('a refused change takes back only itself: %s made meanwhile stays', async (_title, first, second, expected) => {
    rig = await openRig(kind);
    rig.mailbox.deliver();
    await rig.sync();
    const { id } = await message();
    const toTrash = { kind: 'mailboxes' as const, add: [await mailboxId('TRASH')], remove: [await mailboxId('INBOX')] };
    const changeOf = (change: typeof first | typeof second) => (change === 'to trash' ? toTrash : { ...change, ...('add' in change ? { add: [...change.add] } : { remove: [...change.remove] }) });
    let refuse = () => {};
    const isHeld = new Promise<void>((resolve) => (refuse = resolve));
    const tell = rig.provider.updateMessages;
    rig.provider.updateMessages = async (ids) => {
      rig.provider.updateMessages = tell;
      await isHeld;
      return ids.map((each) => ({ id: each, status: 'error' as const, error: new MailError('forbidden') }));
    };
    const isRefused = rig.engine.changeMessages([id], changeOf(first) as LocalChange);
    await vi.waitFor(() => expect(rig.provider.updateMessages).toBe(tell));
    expect(await rig.engine.changeMessages([id], changeOf(second) as LocalChange)).toMatchObject([{ id, ok: true }]);
    refuse();
    expect(await isRefused).toEqual([{ id, ok: false, code: 'forbidden' }]);
    const placesOf = (places: readonly string[]) => places.filter((place) => place !== 'ALL');
    const seen = await message();
    expect({ ...seen, mailboxes: placesOf(seen.mailboxes) }).toMatchObject(expected);
    await rig.sync();
    const later = await message();
    expect({ ...later, mailboxes: placesOf(later.mailboxes) }).toMatchObject(expected);
  });

  it('trash, and back to the inbox', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliver();
    await rig.sync();
    const { id } = await message();
    const [inbox, trash] = [await mailboxId('INBOX'), await mailboxId('TRASH')];
    await rig.engine.changeMessages([id], { kind: 'mailboxes', add: [trash], remove: [inbox] });
    expect(await message()).toMatchObject({ mailboxes: ['TRASH'], boxType: 'trash' });
    await rig.sync();
    expect(await message()).toMatchObject({ mailboxes: ['TRASH'], missingSince: null });
    await rig.engine.changeMessages([id], { kind: 'mailboxes', add: [inbox], remove: [trash] });
    await rig.sync();
    rig.wait(3 * 60_000);
    await rig.sync();
    expect((await message()).mailboxes).toEqual(kind === 'account' ? ['ALL', 'INBOX'] : ['INBOX']);
    expect(rig.mailbox.messages.has('m1')).toBe(true);
  });

  it('changes while a sync runs are kept', async () => {
    rig = await openRig(kind, { pages: { list: 20, changes: 5 } });
    rig.mailbox.deliverMany(40);
    await rig.engine.storeNewest(rig.accountId);
    const newest = [...(await rig.stored()).values()];
    await Promise.all([rig.sync(), ...newest.map((each) => markRead([each.id]))]);
    await rig.sync();
    const stored = await rig.stored();
    expect(stored.size).toBe(40);
    expect(newest.every(({ remoteId }) => stored.get(remoteId)?.isRead)).toBe(true);
  });
});

it('destroys where the provider can', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliver();
  await rig.sync();
  expect(await rig.engine.changeMessages([(await message()).id], { kind: 'destroy' })).toMatchObject([{ ok: true }]);
  expect((await rig.stored()).size).toBe(0);
  await rig.sync();
  expect((await rig.stored()).size).toBe(0);
});

it('every row of an account goes with it', async () => {
  rig = await openRig('account');
  rig.mailbox.deliverMany(5);
  await rig.sync();
  await rig.engine.deleteAccountData(rig.accountId);
  for (const table of Object.values(rig.tables)) {
    if (table !== rig.tables.notes && table !== rig.tables.labelLinks && table !== rig.tables.accounts) expect(await table.count({ accountId: rig.accountId })).toBe(0);
  }
});
