import { expect, it } from 'vitest';
import { waysToMail } from './block-menu';

const to = (collectionName: string) => ({ createModelOptions: { stepParams: { resourceSettings: { init: { collectionName } } } } });
const messages = { key: 'messages', ...to('mailMessages') };
const others = { key: 'others', label: 'Other records', children: [messages] };
const nothing = { key: 'associated', label: 'Associated records', children: () => [] };
const current = { key: 'current', ...to('mailMessages') };
const contact = { key: 'current-collection', label: 'Current collection', ...to('contacts') };

it.each([
  ['a page, which knows no record', [messages], [messages]],
  ['the pop-up of a contact: no relation leads to mail', [nothing, others], [messages]],
  ['the pop-up of a mail', [current, nothing, others], [current, others]],
  ['a relation to mail', [{ ...nothing, children: async () => [messages] }, others], [{ ...nothing, children: [messages] }, others]],
  ['the pop-up of a button on a contact', [contact, others], [messages]],
  ['nothing at all', [nothing], []],
])('%s', async (_name, offered, left) => {
  expect(await waysToMail(offered, {})).toEqual(left);
});
