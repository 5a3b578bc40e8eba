import { describe, expect, it } from 'vitest';
import type { ConversationRow, MailboxView } from '../../common/api';
import type { Box } from './location';
import { effectOf, movesOffered, refusalOf, requestsOf, undoOf, type Verb } from './verbs';

const row = { key: '1:a', accountId: 1, threadId: 'a', unread: 2, isStarred: false, isTodo: false } as ConversationRow;
const inbox: Box = { kind: 'role', role: 'inbox' };
const starred: Box = { kind: 'view', view: 'starred' };
const mailboxes = [
  { id: 10, accountId: 1, role: 'inbox' },
  { id: 11, accountId: 1, role: null },
  { id: 20, accountId: 2, role: 'inbox' },
] as MailboxView[];

describe('effectOf', () => {
  it.each<[Verb, Box, Partial<ConversationRow> | undefined]>([
    ['markRead', inbox, { unread: 0 }],
    ['markUnread', inbox, { unread: 2 }],
    ['star', inbox, { isStarred: true }],
    ['unstar', starred, { isStarred: false }],
    ['todo', inbox, { isTodo: true }],
    ['archive', inbox, undefined],
    ['archive', starred, {}],
    ['trash', starred, undefined],
    ['delete', { kind: 'all' }, undefined],
    ['move', { kind: 'mailbox', id: 11 }, undefined],
  ])('%s in %j', (verb, box, change) => {
    expect(effectOf(verb, box)(row)).toEqual(change && { ...row, ...change });
  });
});

it('keeps a row that is archived in a place which archiving does not take it out of', () => {
  const label: Box = { kind: 'mailbox', id: 11 };
  expect(effectOf('archive', label, () => true)(row)).toBe(row);
  expect(effectOf('move', label, () => true)(row)).toBeUndefined();
});

describe('movesOffered', () => {
  it.each([
    ['inbox', false, ['archive', 'trash', 'junk']],
    [undefined, false, ['archive', 'trash', 'junk']],
    ['archive', true, ['inbox', 'trash', 'junk']],
    ['junk', true, ['inbox', 'archive', 'trash']],
    ['trash', true, ['inbox', 'delete']],
    ['trash', false, ['inbox']],
  ] as const)('in %s, where deleting for ever is possible: %s', (role, canDestroy, verbs) => {
    expect(movesOffered(role, canDestroy)).toEqual(verbs);
  });
});

describe('requestsOf', () => {
  it('asks per account and names the mailbox that is shown', () => {
    expect(requestsOf([row, { ...row, accountId: 2, threadId: 'b' }], inbox, mailboxes)).toEqual([
      { threads: [{ accountId: 1, threadId: 'a' }], fromMailboxId: 10 },
      { threads: [{ accountId: 2, threadId: 'b' }], fromMailboxId: 20 },
    ]);
  });

  it('names no mailbox in a view', () => {
    expect(requestsOf([row], starred, mailboxes)).toEqual([{ threads: [{ accountId: 1, threadId: 'a' }] }]);
  });
});

describe('undoOf', () => {
  it('puts back what moved, each to where it lay', () => {
    const results = [
      { id: 5, ok: true, from: [10, 11] },
      { id: 6, ok: false, code: 'forbidden' as const },
      { id: 7, ok: true, from: [] },
    ];
    expect(undoOf({ results })).toEqual({ messages: [{ id: 5, mailboxIds: [10, 11] }, { id: 7, mailboxIds: [] }] });
  });

  it('has nothing to offer when all failed', () => {
    expect(undoOf({ results: [{ id: 5, ok: false }] })).toBeNull();
  });
});

describe('refusalOf', () => {
  it.each([
    ['none', [{ results: [{ id: 1, ok: true }] }, { results: [] }], undefined],
    ['one of several answers', [{ results: [{ id: 1, ok: true }] }, { results: [{ id: 2, ok: false, code: 'rate-limited' as const }] }], 'rate-limited'],
    ['without a reason', [{ results: [{ id: 1, ok: false }] }], 'internal'],
  ])('%s', (_name, results, expected) => expect(refusalOf(results)).toBe(expected));
});
