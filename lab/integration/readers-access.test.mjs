// Mail by other ways than its own routes: charts, AI tools, variables, exports, roles that are added up, fields that a role hides.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, startWorld, synced } from './world.mjs';

/** @type {import('./world.mjs').World} */
let world;
/** Who calls. @type {Record<string, import('./world.mjs').Person>} */
const who = {};
/** Ids of the owner's things. @type {Record<string, any>} */
const own = {};

beforeAll(async () => {
  world = await startWorld({ size: 40 });
  await world.configure();
  who.root = world.root;
  who.admin = await world.addUser('adam', ['admin']);
  who.owner = await world.addUser('olga');
  who.other = await world.addUser('otto');
  const { account } = await link(who.owner, 'google', 'ada@gmail.lab.test', { syncFrom: null });
  await synced(who.owner, account.id);
  await world.root.do('roles:create', { name: 'clerk', title: 'Clerk', snippets: [], strategy: { actions: [] } });
  const permission = { dataSourceKey: 'main', name: 'mailMessages', usingActionsConfig: true, actions: [{ name: 'view', fields: ['id', 'subject'] }] };
  await world.root.do('roles/clerk/dataSourceResources:create', permission);
  who.clerk = await world.addUser('clara', ['clerk']);
  own.message = (await who.owner.read('mailMessages:conversations', { role: 'inbox' })).rows[0].messageId;
  own.note = (await who.owner.do('mailMessageNotes:create', { mailMessageId: own.message, content: 'call back' })).id;
  await who.owner.do('mailSignatures:create', { title: 'Work', content: '<p>O.</p>' });
  await who.owner.do('mailTemplates:create', { title: 'Offer', subject: 'Offer', content: '<p>…</p>' });
  // A relation that leads from a table of the host to the mails of a mailbox: any administrator can draw it.
  await world.root.do('collections:create', { name: 'contacts', title: 'Contacts', fields: [{ name: 'name', type: 'string', interface: 'input' }, { name: 'account', type: 'bigInt' }] });
  const relation = { name: 'mails', type: 'hasMany', interface: 'o2m', target: 'mailMessages', foreignKey: 'accountId', sourceKey: 'account', targetKey: 'id' };
  await world.root.do('collections/contacts/fields:create', relation);
  own.account = account.id;
  own.contact = (await who.admin.do('contacts:create', { name: 'Priya', account: account.id })).id;
});

afterAll(() => world?.stop());

/** Ways to read and compare beside the standard actions. Each answers a call; rows tell whether it held anything. */
describe('other readers', () => {
  const LETTER = { dataSourceKey: 'main', collection: 'mailMessages' };
  const chart = (body) => ['charts:queryData', { dataSource: 'main', mode: 'builder', variableResolution: 'legacy-schema', ...body }];
  const shown = (collection, ...path) => chart({ collection, dimensions: [{ field: path }] });
  const ai = (collectionName, rest) => ['aiContextDatasources:preview', { datasource: 'main', collectionName, limit: 5, ...rest }];
  const variable = (record, path) => ['variables:resolve', { template: { found: `{{ctx.record.${path}}}` }, contextParams: { record } }];
  const column = (...dataIndex) => ({ title: 'x', columns: [{ dataIndex, defaultTitle: 'x' }] });

  /** Whatever an answer holds of somebody's mail: chart rows, records of AI tools, a variable's value. */
  function holds({ status, body }) {
    if (status !== 200) return false;
    const { data } = body;
    if (Array.isArray(data)) return data.some((row) => Object.values(row).some((value) => value !== null));
    return Array.isArray(data.records) ? data.records.flat().some(({ name, value }) => name !== 'id' && value !== undefined && value !== null) : !String(data.found).startsWith('{{');
  }

  /** @type {Array<[string, () => [string, object]]>} */
  const READERS = [
    ['a chart of notes', () => shown('mailMessageNotes', 'content')],
    ['a chart of notes with the message', () => shown('mailMessageNotes', 'message', 'bodyText')],
    ['a chart of signatures', () => shown('mailSignatures', 'content')],
    ['a chart of templates', () => shown('mailTemplates', 'content')],
    ['a chart of contacts with their mail', () => shown('contacts', 'mails', 'subject')],
    ['a chart of contacts, filtered by mail', () => chart({ collection: 'contacts', dimensions: [{ field: ['name'] }], filter: { $and: { 0: { mails: { id: { $ne: 0 } } } } } })],
    ['a chart in the order of mail', () => chart({ collection: 'contacts', dimensions: [{ field: ['name'] }], orders: [{ field: ['mails', 'subject'] }] })],
    ['mail as context of an AI employee', () => ai('mailMessages', { fields: ['subject'] })],
    ['notes as context', () => ai('mailMessageNotes', { fields: ['content'] })],
    ['contacts with their mail as context', () => ai('contacts', { fields: ['mails.subject'], appends: ['mails'] })],
    ['a variable of a message', () => variable({ ...LETTER, filterByTk: own.message }, 'subject')],
    ['a variable of a note', () => variable({ ...LETTER, collection: 'mailMessageNotes', filterByTk: own.note }, 'content')],
    ['a variable through a contact', () => variable({ ...LETTER, collection: 'contacts', filterByTk: own.contact }, 'mails[0].subject')],
    ['a variable of a relation', () => variable({ ...LETTER, associationName: 'contacts.mails', sourceId: own.account, filterByTk: own.message }, 'subject')],
  ];

  it.each(READERS)('%s tells an administrator nothing', async (_name, call) => {
    expect(holds(await who.admin.post(...call()))).toBe(false);
  });

  // Signatures and templates are their owner's; that tool shows no field of a list of rows.
  it.each(READERS.filter(([name]) => !/signatures|templates|contacts with their mail as context/.test(name)))('%s tells root, so that nothing above was empty by mistake', async (_name, call) => {
    expect(holds(await who.root.post(...call()))).toBe(true);
  });

  it('the engine\'s tables are refused to all', async () => {
    for (const name of ['root', 'admin']) {
      for (const table of ['mailAccounts', 'mailSubmissions', 'mailSettings']) {
        expect([name, table, (await who[name].post(...shown(table, 'id'))).status]).toEqual([name, table, 403]);
        expect([name, table, holds(await who[name].post(...ai(table, {})))]).toEqual([name, table, false]);
      }
    }
  });

  it('no reader shows secret columns, whoever asks', async () => {
    for (const name of ['root', 'admin']) {
      expect((await who[name].post(...shown('mailMessages', 'remoteKey'))).status).toBe(403);
      expect(holds(await who[name].post(...variable({ ...LETTER, filterByTk: own.message }, 'remoteKey')))).toBe(false);
    }
  });

  it('an owner reads their own mail in each of these ways', async () => {
    await world.root.do('roles:update', { strategy: { actions: ['view'] } }, { filterByTk: 'member' });
    for (const call of [shown('mailMessages', 'subject'), shown('mailMessageNotes', 'content'), ai('mailMessages', { fields: ['subject'] })]) {
      expect([call, holds(await who.owner.post(...call))]).toEqual([call, true]);
      expect([call, holds(await who.other.post(...call))]).toEqual([call, false]);
    }
  });

  it('exports hold no column that leads to mail, and are filtered by none', async () => {
    expect((await who.admin.post('contacts:export', column('name'))).status).toBe(200);
    expect((await who.admin.post('contacts:export', column('mails', 'subject'))).status).toBe(403);
    // The host reads the address when the body has nothing.
    expect((await who.admin.post('contacts:export', { title: 'x', columns: '' }, { columns: JSON.stringify(column('mails', 'subject').columns) })).status).toBe(403);
    expect((await who.admin.post('contacts:export', column('name'), { filter: { $and: { 0: { mails: { subject: 'a' } } } } })).status).toBe(403);
    expect((await who.root.post('mailMessages:export', column('remoteKey'))).status).toBe(403);
  });
});

describe('fields that a role does not show', () => {
  it('are not compared', async () => {
    for (const filter of [{ bodyText: { $includes: 'a' } }, { $or: { 0: { 'from.$includes': 'a' } } }, { 'note.content.$includes': 'a' }, { 'children.bodyText.$includes': 'a' }]) {
      expect([filter, (await who.clerk.get('mailMessages:list', { filter })).status]).toEqual([filter, 403]);
    }
    expect((await who.clerk.get('mailMessages:get', { filterByTk: { bodyText: 'a' } })).status).toBe(403);
    expect((await who.clerk.get('mailMessages:list', { filter: { 'subject.$notEmpty': true, id: own.message } })).body.data).toHaveLength(1);
    expect((await who.clerk.post('charts:queryData', { dataSource: 'main', collection: 'mailMessages', dimensions: [{ field: ['subject'] }], filter: { 'bodyText.$includes': 'a' } })).status).toBe(403);
  });

  it('give no order, and no relation shows beside a message', async () => {
    const ids = async (sort) => (await who.clerk.read('mailMessages:list', { pageSize: 5, sort })).map(({ id }) => id);
    expect(await ids(['-bodyText'])).toEqual(await ids(['bodyText']));
    expect(await ids(['-subject'])).not.toEqual(await ids(['subject']));
    const [row] = await who.clerk.read('mailMessages:list', { appends: ['note', 'children'], filter: { id: own.message } });
    for (const relation of ['note', 'children']) expect(row).not.toHaveProperty(relation);
  });
});

describe('roles in union', () => {
  const UNION = { 'x-role': '__union__' };

  it('a general strategy opens no mail that a permission for two fields has not', async () => {
    await world.root.do('roles:setSystemRoleMode', { roleMode: 'allow-use-union' });
    const both = await world.addUser('uma', ['clerk', 'admin']);
    const list = (query) => world.host.api('GET', `mailMessages:list?${query}`, { token: both.token, headers: UNION });
    expect((await list('fields=id,bodyText')).body.data).toEqual([]);
    expect((await list(`filter=${encodeURIComponent(JSON.stringify({ id: own.message }))}`)).body.data).toEqual([]);
    const query = { measures: [{ field: ['id'], aggregation: 'count', alias: 'n' }] };
    const counted = await world.host.api('POST', 'mailMessages:query', { token: both.token, headers: UNION, body: query });
    expect(Number(counted.body.data?.[0]?.n ?? 0)).toBe(0);
  });

  it('a permission stays what it is beside a role without rights', async () => {
    await world.root.do('roles:create', { name: 'nobody', title: 'Nobody', snippets: [], strategy: { actions: [] } });
    const both = await world.addUser('ulf', ['clerk', 'nobody']);
    const { body } = await world.host.api('GET', 'mailMessages:list?pageSize=1', { token: both.token, headers: UNION });
    expect(Object.keys(body.data[0])).toContain('subject');
    expect(Object.keys(body.data[0])).not.toContain('bodyText');
  });
});
