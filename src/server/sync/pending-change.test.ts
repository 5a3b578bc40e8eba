// Unconfirmed local changes over what providers report.
import { describe, expect, it } from 'vitest';
import { combine, NO_CHANGE, settle } from './pending-change';
import type { PendingChange } from './pending-change';

const now = new Date('2026-01-01T00:00:00Z');
const until = '2026-01-01T00:02:00.000Z';
const change = (more: Partial<PendingChange>): PendingChange => ({ ...NO_CHANGE, until, ...more });

describe('settle', () => {
  it.each([
    ['nothing pending: the report counts', null, { keywords: ['$flagged' as const] }, { keywords: ['$flagged'], pending: null, isContradicted: false }],
    ['a report that agrees confirms', change({ add: ['$seen'] }), { keywords: ['$seen' as const] }, { keywords: ['$seen'], pending: null, isContradicted: false }],
    ['an older report is overlaid', change({ add: ['$seen'] }), { keywords: ['$flagged' as const] }, { keywords: ['$flagged', '$seen'], pending: change({ add: ['$seen'] }), isContradicted: true }],
    ['removal is overlaid too', change({ remove: ['$seen'] }), { keywords: ['$seen' as const] }, { keywords: [], pending: change({ remove: ['$seen'] }), isContradicted: true }],
    ['a move that is not reported yet', change({ addMailboxes: [2], removeMailboxes: [1] }), { mailboxIds: [1] }, { mailboxIds: [2], pending: change({ addMailboxes: [2], removeMailboxes: [1] }), isContradicted: true }],
    ['a category by another spelling confirms, and the spelling there counts', change({ addCategories: ['blue'] }), { categories: ['Red', 'Blue'] }, { categories: ['Red', 'Blue'], pending: null, isContradicted: false }],
    ['what others have added beside an unconfirmed category stays', change({ addCategories: ['Ours'], removeCategories: ['red'] }), { categories: ['Red', 'Theirs'] }, { categories: ['Theirs', 'Ours'], pending: change({ addCategories: ['Ours'], removeCategories: ['red'] }), isContradicted: true }],
    ['a report without categories leaves them unconfirmed', change({ add: ['$seen'], addCategories: ['Ours'] }), { keywords: ['$seen' as const] }, { keywords: ['$seen'], pending: change({ addCategories: ['Ours'] }), isContradicted: false }],
    ['one half is confirmed, the other waits', change({ add: ['$seen'], addMailboxes: [2] }), { keywords: ['$seen' as const] }, { keywords: ['$seen'], pending: change({ addMailboxes: [2] }), isContradicted: false }],
  ])('%s', (_name, pending, reported, expected) => {
    expect(settle(pending, reported, now)).toEqual(expected);
  });

  it('after its time the provider is believed', () => {
    expect(settle(change({ add: ['$seen'] }), { keywords: [] }, new Date(until))).toEqual({ keywords: [], pending: null, isContradicted: false });
  });
});

describe('combine', () => {
  it('the newer change wins', () => {
    expect(combine(change({ add: ['$seen'], addMailboxes: [1] }), change({ remove: ['$seen'], addMailboxes: [2], removeMailboxes: [1] }), now)).toEqual(
      change({ remove: ['$seen'], addMailboxes: [2], removeMailboxes: [1] }),
    );
  });

  it('of categories, whatever their spelling', () => {
    expect(combine(change({ addCategories: ['Blue', 'Red'] }), change({ addCategories: ['Green'], removeCategories: ['BLUE'] }), now)).toEqual(
      change({ addCategories: ['Red', 'Green'], removeCategories: ['BLUE'] }),
    );
  });
});
