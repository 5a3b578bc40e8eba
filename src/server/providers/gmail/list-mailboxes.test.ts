import { expect, it } from 'vitest';
import { toMailboxes } from './list-mailboxes';

const user = (id: string, name: string) => ({ id, name, type: 'user' });

it('nests by slash where the parent exists, and only there', () => {
  const boxes = toMailboxes([user('Label_1', 'Work'), user('Label_2', 'Work/Team'), user('Label_3', 'Work/Gone/Deep'), user('Label_4', 'a/b'), user('Label_5', '/odd')]);
  expect(boxes.filter((box) => box.role === null).map(({ id, name, parentId }) => [id, name, parentId])).toEqual([
    ['Label_1', 'Work', null],
    ['Label_2', 'Team', 'Label_1'],
    ['Label_3', 'Gone/Deep', 'Label_1'],
    ['Label_4', 'a/b', null],
    ['Label_5', '/odd', null],
  ]);
});

it('offers a home for archived mail although Gmail has no such label', () => {
  const boxes = toMailboxes([{ id: 'INBOX', name: 'INBOX', type: 'system' }]);
  expect(boxes).toEqual([
    { id: 'INBOX', name: 'Inbox', role: 'inbox', parentId: null, total: null, unread: null },
    { id: 'ALL', name: 'All mail', role: 'all', parentId: null, total: null, unread: null },
  ]);
});
