// The main paths of both kinds of provider, over a real database.
import { afterEach, describe, expect, it } from 'vitest';
import type { GetMessagesOptions } from '../providers/provider';
import { openRig } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig;
afterEach(() => rig.close());

describe.each(['account', 'mailbox'] as const)('first sync of a provider with one change stream per %s', (kind) => {
  it('stores every message once, with its place, and ends the walk', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(120, (index) => (index % 3 === 0 ? { keywords: ['$seen'] } : {}));
    rig.mailbox.deliver({ id: 'trashed', mailboxIds: ['TRASH'] });
    await rig.sync();
    const stored = await rig.stored();
    expect(stored.size).toBe(121);
    expect(stored.get('trashed')?.boxType).toBe('trash');
    expect(stored.get('m1')).toMatchObject({ isRead: true, boxType: 'inbox' });
    expect(stored.get('m1')?.mailboxes).toContain('INBOX');
    const account = await rig.account();
    expect(account).toMatchObject({ status: 'active', walk: null });
    expect(account.walkedAt).not.toBeNull();
    expect(await rig.progress()).toEqual({ stored: 121, total: 121, secondsLeft: null });
  });

  it('brings new mail, flags, moves and deletions of later rounds', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(5);
    await rig.sync();
    const fresh = rig.mailbox.deliver({ subject: 'Fresh' });
    rig.mailbox.setKeywords('m1', ['$seen', '$flagged']);
    rig.mailbox.move('m2', ['Label_Projects']);
    rig.mailbox.remove('m3');
    await rig.sync();
    rig.wait(3 * 60_000);
    await rig.sync();
    const stored = await rig.stored();
    expect([...stored.keys()].sort()).toEqual(['m1', 'm2', 'm4', 'm5', fresh.id].sort());
    expect(stored.get('m1')?.isRead).toBe(true);
    expect(stored.get('m2')?.mailboxes).toEqual(['Label_Projects']);
    expect(rig.changed.filter((change) => change.arrived).map((change) => change.arrived?.subject)).toEqual(['Fresh']);
    expect(rig.arrived).toHaveLength(1);
  });

  it('asks little and writes nothing of the mailboxes when nothing has happened', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(5);
    await rig.sync();
    const writtenAt = async () => (await rig.tables.mailboxes.find({ accountId: rig.accountId }, ['updatedAt'])).map(({ updatedAt }) => String(updatedAt));
    const before = await writtenAt();
    rig.provider.calls.length = 0;
    rig.wait(60_000);
    await rig.sync();
    const verbs = rig.provider.calls.map(({ verb }) => verb);
    const streams = kind === 'account' ? 1 : rig.mailbox.mailboxes.length;
    expect(verbs).toEqual(['listMailboxes', ...Array<string>(streams).fill('getChanges')]);
    expect(await writtenAt()).toEqual(before);
  });

  it('leaves out what is older than the start date', async () => {
    rig = await openRig(kind, { syncFrom: new Date(Date.UTC(2026, 0, 1, 0, 11)) });
    rig.mailbox.deliverMany(20);
    await rig.sync();
    expect((await rig.stored()).size).toBe(10);
    expect((await rig.account()).status).toBe('active');
  });

  it('shows the newest page before the walk', async () => {
    rig = await openRig(kind, { pages: { list: 20, changes: 10 } });
    rig.mailbox.deliverMany(60);
    await rig.engine.storeNewest(rig.accountId);
    const stored = await rig.stored();
    expect(stored.size).toBe(20);
    expect(stored.has('m60')).toBe(true);
    await rig.sync();
    expect((await rig.stored()).size).toBe(60);
  });

  it('goes on when the newest page, read for the person who links, opens the stream first', async () => {
    rig = await openRig(kind, { pages: { list: 20, changes: 10 } });
    rig.mailbox.deliverMany(60);
    let isFirst = true;
    rig.provider.faults.before = async (verb) => {
      if (verb !== 'getChanges' || !isFirst) return;
      isFirst = false;
      await rig.engine.storeNewest(rig.accountId);
    };
    await rig.sync();
    expect((await rig.stored()).size).toBe(60);
    expect(await rig.account()).toMatchObject({ status: 'active', walk: null });
  });

  it('says how much there is before all of it is listed', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(120);
    const totals: unknown[] = [];
    rig.provider.faults.before = async (verb) => {
      if (verb === 'getMessages' || verb === 'listMessages') totals.push((await rig.account()).totalAtProvider);
    };
    await rig.sync();
    expect(totals[0]).toBe(120);
    expect((await rig.account()).totalAtProvider).toBe(120);
  });

  it('keeps the conversation list and the tree in step', async () => {
    rig = await openRig(kind);
    rig.mailbox.deliverMany(6, (index) => ({ threadId: index < 4 ? 'long' : `t${index}` }));
    await rig.sync();
    const rows = await rig.tables.messages.find({ conversationId: 'long' }, ['id', 'mailId', 'parentId', 'relatedMessageIds'], undefined, { order: [['date', 'ASC']] });
    expect(rows[0]).toMatchObject({ mailId: 'm1', parentId: null });
    expect(rows.slice(1).map((row) => Number(row.parentId))).toEqual([Number(rows[0].id), Number(rows[0].id), Number(rows[0].id)]);
    const threads = await rig.tables.threads.find({ threadId: 'long' }, ['mailboxId', 'total', 'unread', 'latestMessageId']);
    expect(threads.map((row) => [Number(row.total), Number(row.unread), Number(row.latestMessageId)])).toContainEqual([4, 4, Number(rows[3].id)]);
  });
});

it('fetches the conversations of a listed page whole, the newest first, and tells the provider which they are', async () => {
  rig = await openRig('account', { pages: { list: 500, changes: 50 } });
  rig.mailbox.deliverMany(60, (index) => ({ threadId: `t${index % 12}` }));
  await rig.sync();
  const calls = rig.provider.calls.filter(({ verb }) => verb === 'getMessages');
  const threads = calls.flatMap(({ argument, options }) => (argument as string[]).map((id) => (options as GetMessagesOptions).threadIds?.get(id)));
  const newestFirst = Array.from({ length: 12 }, (_, index) => `t${11 - index}`);
  expect(threads).toEqual(newestFirst.flatMap((threadId) => Array(5).fill(threadId)));
});

it('tells the time left from the pace it has, where pages bring whole messages', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliverMany(300);
  const shown: Array<[left: number, told: number]> = [];
  rig.provider.faults.before = async (verb) => {
    if (verb !== 'getChanges') return;
    rig.wait(5_000);
    const { stored, total, secondsLeft } = await rig.progress();
    if (stored >= 100 && stored < 250) shown.push([((total ?? 0) - stored) / 2, secondsLeft ?? 0]);
  };
  while ((await rig.sync()) === 'more');
  // Ten come in five seconds; the provider's quota alone would say five in one.
  expect(shown.length).toBeGreaterThan(5);
  for (const [left, told] of shown) expect(Math.abs(told / left - 1)).toBeLessThan(0.3);
});
