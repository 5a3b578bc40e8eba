import { describe, expect, it } from 'vitest';
import { targetsOf } from './acts-on';

const row = { id: 7, accountId: 1, conversationId: 'c' };
const grouped = { ...row, conversationCount: 3 };
const message = { ids: [7] };
const conversation = { threads: [{ accountId: 1, threadId: 'c' }] };

describe('a button acts on what is shown', () => {
  it.each([
    ['a table of conversations: the whole of it', grouped, undefined, conversation],
    ['a table without grouping: this message', row, undefined, message],
    ['details of the conversation: the whole of it', row, 'conversation', conversation],
    ['details of this email only: this message', row, 'single', message],
    ['details of this email only, opened from a conversation: this message', grouped, 'single', message],
  ])('%s', (_name, record, view, expected) => {
    expect(targetsOf([record], view)).toEqual(expected);
  });
});
