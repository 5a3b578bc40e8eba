// The list that page blocks ask for, in each of its forms, against everybody who could ask: no row, count or order may tell
// of mail that the asker may not see.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, startWorld, synced } from './world.mjs';

/** @type {import('./world.mjs').World} */
let world;
/** @type {Record<string, import('./world.mjs').Person>} */
const who = {};
/** Address that the owner's newest mail comes from. */
let sender = '';
let ownerCount = 0;
let messageId = 0;

beforeAll(async () => {
  world = await startWorld({ size: 40 });
  await world.configure();
  who.root = world.root;
  who.admin = await world.addUser('adam', ['admin']);
  who.owner = await world.addUser('olga');
  who.other = await world.addUser('otto');
  const { account } = await link(who.owner, 'google', 'ada@gmail.lab.test', { syncFrom: null });
  await synced(who.owner, account.id);
  await world.root.do('roles:create', { name: 'auditor', title: 'Auditor', snippets: [], strategy: { actions: [] } });
  await world.root.do('roles/auditor/dataSourceResources:create', {
    dataSourceKey: 'main',
    name: 'mailMessages',
    usingActionsConfig: true,
    actions: [{ name: 'view', fields: ['id', 'subject', 'from', 'accountId', 'parentId', 'isRead', 'boxType', 'date'] }],
  });
  who.auditor = await world.addUser('aud', ['auditor']);
  const { body } = await list(who.owner, { range: 'mine', conversations: 'true' });
  ownerCount = body.meta.count;
  messageId = body.data[0].id;
  sender = body.data[0].fromUser[0].email;
});

afterAll(() => world?.stop());

/** @param {import('./world.mjs').Person} person @param {Record<string, unknown>} params */
function list(person, { filter, ...params }) {
  const query = new URLSearchParams({ ...params, ...(filter ? { filter: JSON.stringify(filter) } : {}) });
  return world.host.api('GET', `mailMessages:list?${query}`, { token: person.token });
}

/** Everything a block, or somebody in its place, can ask for. @returns {Array<[string, Record<string, any>]>} */
const requests = () => [
  ['conversations of everybody', { range: 'all', conversations: 'true' }],
  ['own conversations', { range: 'mine', conversations: 'true' }],
  ['messages of everybody', { range: 'all' }],
  ['no range', {}],
  ['a scope by address', { range: 'all', conversations: 'true', filter: { $or: [{ from: { contains: sender } }, { to: { contains: sender } }] } }],
  ['a scope by $includes', { range: 'all', filter: { from: { $includes: sender.toUpperCase() } } }],
  ['a look-up written by hand', { range: 'all', conversations: 'true', filter: { id: { $mailAddress: { any: [{ kinds: ['from', 'to'], emails: [sender], domains: [] }] } } } }],
  ['a known id', { conversations: 'true', range: 'all', filter: { id: messageId } }],
  ['or everything', { conversations: 'true', range: 'all', filter: { $or: [{ id: { $ne: 0 } }, { accountId: { $ne: 0 } }] } }],
  ['through children', { conversations: 'true', range: 'all', filter: { 'children.id': { $ne: 0 } } }],
  ['sorted and paged', { conversations: 'true', range: 'all', sort: '-subject', page: '2', pageSize: '1' }],
];

describe('mailMessages:list', () => {
  it('shows the owner and root the same conversations', async () => {
    expect(ownerCount).toBeGreaterThan(3);
    expect((await list(who.root, { range: 'all', conversations: 'true' })).body.meta.count).toBe(ownerCount);
    expect((await list(who.auditor, { range: 'all', conversations: 'true' })).body.meta.count).toBe(ownerCount);
  });

  it('is empty for "mine" without a mailbox, also for root', async () => {
    expect((await list(who.root, { range: 'mine', conversations: 'true' })).body.meta.count).toBe(0);
  });

  it.each(['admin', 'other'])('tells %s nothing, whatever is asked', async (name) => {
    for (const [request, params] of requests()) {
      const { status, body } = await list(who[name], params);
      const seen = status === 200 ? { rows: body.data.length, count: body.meta?.count ?? 0 } : { rows: 0, count: 0 };
      expect({ request, ...seen }).toEqual({ request, rows: 0, count: 0 });
    }
  });

  it('answers the owner to each of these, so that nothing above was empty by mistake', async () => {
    for (const [request, params] of requests().filter(([name]) => name !== 'through children')) {
      const { body } = await list(who.owner, params);
      expect({ request, some: body.data.length > 0 }).toEqual({ request, some: true });
    }
  });

  it('keeps fields that the role may not see out of conversation rows', async () => {
    const { body } = await list(who.auditor, { range: 'all', conversations: 'true' });
    expect(body.data.length).toBeGreaterThan(0);
    for (const row of body.data) expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['bodyHtml']));
  });

  it('does not run what is written into a look-up', async () => {
    const evil = "x' OR 1=1) UNION SELECT id FROM users --";
    const { status, body } = await list(who.owner, { range: 'all', filter: { id: { $mailAddress: { any: [{ kinds: ['from', evil], emails: [evil], domains: [evil] }] } } } });
    expect([status, body.data.length]).toEqual([200, 0]);
  });
});
