import { expect, it } from 'vitest';
import type { MailboxView } from '../../common/api';
import type { MailboxRole } from '../../common/constants';
import { placeOfRow } from './row-place';

const box = (id: number, role: MailboxRole | null, name: string): MailboxView => ({ id, accountId: 1, role, name, parentId: null, unread: 0, total: 0 });
const MAILBOXES = [box(1, 'inbox', 'Inbox'), box(2, 'all', 'All mail'), box(3, null, 'Plans'), box(4, 'sent', 'Sent'), box(5, 'trash', 'Trash'), box(6, 'important', 'Important'), box(7, 'archive', 'Archive')];

it.each<[string, Array<number | string> | undefined, string | undefined]>([
  ['a list that does not tell', undefined, undefined],
  ['the inbox', [1, 2, 3], undefined],
  ['a label beside all mail', [2, 3, 6], 'Plans'],
  ['all mail alone, which is the archive of Gmail', [2], 'All mail'],
  ['sent mail', ['4', '2'], 'Sent'],
  ['trash before a label', [3, 5], 'Trash'],
  ['the archive', [7], 'Archive'],
  ['nowhere', [], undefined],
])('tells the place of %s', (_name, mailboxIds, place) => {
  expect(placeOfRow({ mailboxIds }, MAILBOXES)?.name).toBe(place);
});
