// Names of attachments come with one request for a page where the list tells them, and one by one where it does not.
import { afterEach, describe, expect, it } from 'vitest';
import { config } from '../../config';
import { createRecordingGate } from '../testing/bench';
import { startScriptedServer } from '../testing/scripted-server';
import type { ScriptedReply, ScriptedServer } from '../testing/scripted-server';
import { createMicrosoftType } from './type';

let server: ScriptedServer;
afterEach(() => server.close());

const file = (name: string, more = {}) => ({ '@odata.type': '#microsoft.graph.fileAttachment', id: `a-${name}`, name, contentType: 'image/png', size: 3, isInline: false, contentId: null, ...more });
const message = (id: number, more = {}) => ({
  ...{ id: String(id), conversationId: `c${id}`, parentFolderId: 'f', subject: 's', body: { contentType: 'html', content: 'hi' } },
  ...{ receivedDateTime: `2026-02-0${id}T00:00:00Z`, isRead: false, isDraft: false, flag: { flagStatus: 'notFlagged' }, hasAttachments: true },
  ...more,
});
const page = (count: number, more = {}) => Array.from({ length: count }, (_, index) => message(count - index, more));
const listed = (count: number, of = (id: number): object => ({ attachments: [file(`${id}.png`)] })) => Array.from({ length: count }, (_, index) => ({ id: String(count - index), ...of(count - index) }));

/** Names of the attachments of a page, what the list was asked, and who was asked for one by one. */
async function read(messages: object[], list: () => ScriptedReply) {
  const alone: string[] = [];
  let filter: string | null = null;
  server = await startScriptedServer((request) => {
    if (request.url.includes('/delta')) return { body: { value: messages, '@odata.deltaLink': `${server.url}/v1.0/x` } };
    if (request.url.endsWith('/$batch')) {
      const { requests } = JSON.parse(request.body.toString()) as { requests: Array<{ id: string; url: string }> };
      const ids = requests.map(({ url }) => url.split('/')[3]);
      alone.push(...ids);
      return { body: { responses: requests.map(({ id }, index) => ({ id, status: 200, body: { value: [file(`${ids[index]}.png`, { contentId: `cid${ids[index]}` })] } })) } };
    }
    const query = new URL(request.url, 'http://x').searchParams;
    expect(request.url.split('?')[0]).toBe('/v1.0/me/mailFolders/f/messages');
    expect(query.get('$expand')).toBe('attachments($select=id,name,contentType,size,isInline,microsoft.graph.fileAttachment/contentId)');
    filter = query.get('$filter');
    return list();
  });
  const type = createMicrosoftType({ ...config, graphUrl: server.url });
  const provider = type.createProvider({ email: 'a@x.se', gate: createRecordingGate(), now: () => new Date(), getAccessToken: async () => 't' });
  const { items } = await provider.getChanges('f', null);
  const names = items.map((item) => (item.kind === 'message' ? item.message.attachments.map(({ filename }) => filename).join() : item.kind));
  return { names, alone: alone.toSorted(), filter };
}

const shown = { body: { contentType: 'html', content: '<img src="cid:logo">' } };
const allOf = (count: number) => Array.from({ length: count }, (_, index) => `${count - index}.png`);

describe('attachments of a page', () => {
  it.each<[string, object[], object[], string[], string[]]>([
    ['one request for all of them', page(6), listed(6), [], allOf(6)],
    ['those the list does not have are asked for one by one', page(6), listed(6).slice(2), ['5', '6'], allOf(6)],
    ['so are those with more attachments than the list tells', page(6), listed(6, (id) => ({ attachments: [file(`${id}.png`)], ...(id === 3 ? { 'attachments@odata.nextLink': 'more' } : {}) })), ['3'], allOf(6)],
    ['those that have some, of which the list knows none', page(6), listed(6, (id) => ({ attachments: id === 2 ? [] : [file(`${id}.png`)] })), ['2'], allOf(6)],
    ['those that show images, when the list leaves out their ids', page(6, shown), listed(6, (id) => ({ attachments: [{ ...file(`${id}.png`), ...(id === 4 ? { contentId: undefined } : {}) }] })), ['4'], allOf(6)],
    ['an image that did not come along needs no second request', page(6, { ...shown, hasAttachments: false }), listed(6, () => ({ attachments: [] })), [], ['', '', '', '', '', '']],
    ['a stranger in the list changes nothing', page(6), [...listed(6), { id: 'other', attachments: [file('x.png')] }], [], allOf(6)],
  ])('%s', async (_title, messages, value, alone, names) => {
    const seen = await read(messages, () => ({ body: { value } }));
    expect(seen).toEqual({ names, alone, filter: 'receivedDateTime ge 2026-02-01T00:00:00Z and receivedDateTime le 2026-02-06T00:00:00Z' });
  });

  it.each([400, 404, 500, 504])('all one by one when the list answers %i', async (status) => {
    const seen = await read(page(6), () => ({ status, body: { error: { code: 'x', message: 'x' } } }));
    expect(seen).toMatchObject({ names: allOf(6), alone: ['1', '2', '3', '4', '5', '6'] });
  });

  it('few are not worth a list', async () => {
    expect(await read(page(4), () => ({ status: 500 }))).toEqual({ names: allOf(4), alone: ['1', '2', '3', '4'], filter: null });
  });
});
