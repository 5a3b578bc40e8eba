import { describe, expect, it } from 'vitest';
import type { MailboxView } from '../../common/api';
import { folderTree, roleEntries, type FolderNode } from './mailbox-tree';

const box = (id: number, name: string, parentId: number | null = null, rest: Partial<MailboxView> = {}): MailboxView => ({
  id, name, parentId, accountId: 1, role: null, unread: 1, total: 2, ...rest,
});
const names = (nodes: FolderNode[]): string =>
  nodes.map(({ mailbox, children }) => (children.length ? `${mailbox.name}(${names(children)})` : mailbox.name)).join(' ');

describe('roleEntries', () => {
  it('sums each role over the accounts', () => {
    const entries = roleEntries([box(1, 'Inbox', null, { role: 'inbox' }), box(2, 'Inkorg', null, { role: 'inbox', accountId: 2 }), box(3, 'Clients')]);
    expect([...entries.values()]).toEqual([{ role: 'inbox', unread: 2, total: 4 }]);
  });
});

describe('folderTree', () => {
  it.each([
    ['nests and sorts by name', [box(1, 'Work'), box(2, 'b', 1), box(3, 'a', 1), box(4, 'Archive 10'), box(5, 'Archive 9')], 'Archive 9 Archive 10 Work(a b)'],
    ['puts orphans at the top', [box(1, 'a', 99)], 'a'],
    ['leaves roles and other accounts out', [box(1, 'Inbox', null, { role: 'inbox' }), box(2, 'x', null, { accountId: 2 }), box(3, 'y')], 'y'],
    ['survives a ring', [box(1, 'a', 2), box(2, 'b', 1)], 'a b'],
  ])('%s', (_name, mailboxes, expected) => {
    expect(names(folderTree(mailboxes, 1, 'en'))).toBe(expected);
  });
});
