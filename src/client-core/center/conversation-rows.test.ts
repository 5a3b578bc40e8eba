import { describe, expect, it } from 'vitest';
import type { ConversationRow } from '../../common/api';
import { appendPage, applyOverlays, keepRow, mergeHead, rowsInsertedBefore } from './conversation-rows';

/** `9` is a row with key `9` and a date on that day. */
function rowsOf(keys: string): ConversationRow[] {
  return keys
    .split(' ')
    .filter(Boolean)
    .map((key) => ({ key, date: `2026-01-0${key[0]}`, unread: 1 }) as ConversationRow);
}
const keysOf = (rows: ConversationRow[]) => rows.map((row) => row.key).join(' ');

describe('appendPage', () => {
  it('keeps a row that is in both pages once', () => {
    const joined = appendPage({ rows: rowsOf('9 8 7'), nextCursor: 'a' }, { rows: rowsOf('7 6'), nextCursor: null });
    expect([keysOf(joined.rows), joined.nextCursor]).toEqual(['9 8 7 6', null]);
  });
});

describe('mergeHead', () => {
  it.each([
    ['puts new mail on top and keeps the tail with its cursor', '8 7 6 5', '9 8 7', 'head', '9 8 7 6 5', 'tail'],
    ['moves a row up that got an answer', '8 7 6 5', '9a 8 7', 'head', '9a 8 7 6 5', 'tail'],
    ['drops a row that left the list', '8 7 6 5', '8 6', 'head', '8 6 5', 'tail'],
    ['takes a complete answer as the whole list', '8 7 6 5', '8 7', null, '8 7', null],
    ['takes the new cursor when nothing old is left', '8 7', '9 8 7 6', 'head', '9 8 7 6', 'head'],
    ['keeps the tail when a row from its end moved up', '8 7 6 5', '5 8 7', 'head', '5 8 7 6', 'tail'],
    ['starts again when nothing of the old list is in the new', '4 3', '9 8', 'head', '9 8', 'head'],
    ['needs no order by date', '5 8 6 7', '5 8', 'head', '5 8 6 7', 'tail'],
    ['empties the list', '8 7', '', null, '', null],
  ])('%s', (_name, before, head, headCursor, after, cursor) => {
    const merged = mergeHead({ rows: rowsOf(before), nextCursor: 'tail' }, { rows: rowsOf(head), nextCursor: headCursor });
    expect([keysOf(merged.rows), merged.nextCursor]).toEqual([after, cursor]);
  });
});

describe('applyOverlays', () => {
  it('changes and removes only the named rows, in order', () => {
    const rows = applyOverlays(rowsOf('9 8 7'), [
      { id: 1, keys: new Set(['9', '8']), apply: (row) => ({ ...row, unread: 0 }) },
      { id: 2, keys: new Set(['8']), apply: () => undefined },
    ]);
    expect(rows.map((row) => [row.key, row.unread])).toEqual([
      ['9', 0],
      ['7', 1],
    ]);
  });
});

describe('keepRow', () => {
  it.each([
    ['9 8 7 6', '9 8 6', '7', '9 8 7 6'],
    ['9 8 7 6', '9a 9 6', '7', '9a 9 7 6'],
    ['9 8 7', '8 7', '9', '9 8 7'],
    ['9 8 7', '6 5', '7', '7 6 5'],
    ['9 8 7', '7 9 8', '7', '7 9 8'],
    ['9 8', '9', 'unknown', '9'],
  ])('%s, then %s, with %s kept: %s', (before, after, key, expected) => {
    expect(keysOf(keepRow(rowsOf(before), rowsOf(after), key))).toBe(expected);
  });
});

describe('rowsInsertedBefore', () => {
  it.each<[string, string[], string[], number]>([
    ['b', ['a', 'b'], ['x', 'y', 'a', 'b'], 2],
    ['b', ['a', 'b'], ['b'], -1],
    ['b', ['a', 'b'], ['a'], 0],
  ])('of %s, %j → %j', (key, before, after, count) => {
    expect(rowsInsertedBefore(key, before, after)).toBe(count);
  });
});
