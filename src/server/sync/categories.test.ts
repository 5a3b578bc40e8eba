// Categories are kept at both ends: what is changed here and there meets, and nothing is undone by what is older.
import { afterEach, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { toJson } from '../database/columns';
import { lease, openRig } from './testing/rig';
import type { Rig } from './testing/rig';

let rig: Rig;
afterEach(() => rig.close());

const message = (id?: string) => rig.message(id);
const names = async () => toJson<string[]>((await rig.tables.accounts.find({ id: rig.accountId }, ['categories']))[0].categories);
const change = async (more: { add?: string[]; remove?: string[] }, id = 'm1') => rig.engine.changeMessages([(await message(id)).id], { kind: 'categories', ...more });

it('what the provider tells is stored, of new mail and of changes', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliver({ categories: ['Blue'] });
  await rig.sync();
  expect((await message()).categories).toEqual(['Blue']);
  rig.mailbox.setCategories('m1', ['Blue', 'Red']);
  await rig.sync();
  expect((await message()).categories).toEqual(['Blue', 'Red']);
  expect(await names()).toEqual(['Red', 'Blue']);
});

it('a change is seen at once, told to the provider, and meets what was changed there meanwhile', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliver({ categories: ['Blue', 'Old'] });
  await rig.sync();
  rig.mailbox.setCategories('m1', ['Blue', 'Theirs']);
  expect(await change({ add: ['Ours'], remove: ['blue'] })).toMatchObject([{ ok: true }]);
  expect((await message()).categories).toEqual(['Old', 'Ours']);
  expect(rig.mailbox.messages.get('m1')?.categories).toEqual(['Theirs', 'Ours']);
  await rig.sync();
  expect((await message()).categories).toEqual(['Theirs', 'Ours']);
  expect((await rig.tables.messages.find({ mailId: 'm1' }, ['pendingChange']))[0].pendingChange).toBeNull();
});

it('the echo of an older change does not undo a newer one', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliver();
  await rig.sync();
  await change({ add: ['Ours'] });
  // The provider has taken the second change, but reports the first one still.
  rig.provider.updateMessages = async (ids) => ids.map((id) => ({ id, status: 'done' as const }));
  await change({ remove: ['Ours'] });
  await rig.sync();
  expect((await message()).categories).toEqual([]);
  // Nothing more came of it: in the end the provider has the last word.
  rig.wait(3 * 60_000);
  await rig.sync();
  expect((await message()).categories).toEqual(['Ours']);
});

it('a refused change is taken back', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliver({ categories: ['Blue'] });
  await rig.sync();
  rig.provider.faults.update = () => new MailError('forbidden');
  expect(await change({ add: ['Ours'], remove: ['Blue'] })).toMatchObject([{ ok: false, code: 'forbidden' }]);
  expect((await message()).categories).toEqual(['Blue']);
});

it('a refused change takes back only itself: a name given meanwhile stays', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliver({ categories: ['Blue'] });
  await rig.sync();
  const tell = rig.provider.updateMessages;
  rig.provider.updateMessages = async (ids) => {
    rig.provider.updateMessages = tell;
    expect(await change({ add: ['Second'] })).toMatchObject([{ ok: true }]);
    return ids.map((id) => ({ id, status: 'error' as const, error: new MailError('forbidden') }));
  };
  expect(await change({ add: ['First'], remove: ['BLUE'] })).toMatchObject([{ ok: false, code: 'forbidden' }]);
  expect((await message()).categories?.toSorted()).toEqual(['Blue', 'Second']);
  await rig.sync();
  expect((await message()).categories?.toSorted()).toEqual(['Blue', 'Second']);
});

it('a provider without them is not asked, and the message stays as it is', async () => {
  rig = await openRig('account');
  rig.mailbox.deliver();
  await rig.sync();
  expect(await change({ add: ['Ours'] })).toMatchObject([{ ok: false, code: 'unsupported' }]);
  expect((await message()).categories).toBeNull();
  expect(rig.provider.calls.some(({ verb }) => verb === 'updateMessages')).toBe(false);
});

it('the nightly comparison finds what no stream has told, and forgets names that nothing has', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliver({ categories: ['Blue'] });
  rig.mailbox.deliver({ categories: ['Red'] });
  await rig.sync();
  for (const id of ['m1', 'm2']) rig.mailbox.messages.set(id, { ...rig.mailbox.messages.get(id)!, categories: id === 'm1' ? ['Green'] : ['RED'] });
  const before = rig.provider.calls.length;
  await rig.engine.reconcile(rig.accountId, lease());
  expect((await message('m1')).categories).toEqual(['Green']);
  // Another spelling of the same category is no difference.
  expect(rig.provider.calls.slice(before).filter(({ verb }) => verb === 'getMessages').map(({ argument }) => argument)).toEqual([['m1']]);
  expect((await names())?.toSorted()).toEqual(['Green', 'Red']);
});

it('a category is no news: who listens for new mail hears nothing', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliver();
  await rig.sync();
  const before = rig.arrived.length;
  rig.mailbox.setCategories('m1', ['Blue']);
  await change({ add: ['Ours'] });
  await rig.sync();
  expect(rig.arrived.length).toBe(before);
  expect(rig.changed.at(-1)).toMatchObject({ threadIds: ['t-m1'] });
});

it('a name that is made during the nightly comparison stays among the choices', async () => {
  rig = await openRig('mailbox');
  rig.mailbox.deliver({ categories: ['Blue'] });
  await rig.sync();
  let isMade = false;
  rig.provider.faults.before = async (verb, argument) => {
    if (verb !== 'listMessages' || !(argument as { notKeyword?: string }).notKeyword || isMade) return;
    isMade = true;
    await change({ add: ['Brand new'] });
  };
  await rig.engine.reconcile(rig.accountId, lease());
  expect(await names()).toEqual(['Brand new', 'Blue']);
});
