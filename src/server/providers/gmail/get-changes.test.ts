import { describe, expect, it } from 'vitest';
import { MailError } from '../../../common/errors';
import type { GmailClient } from './client';
import { foldHistory, getChanges, readCursor } from './get-changes';

const message = (id: string, labelIds?: string[]) => ({ message: { id, threadId: `t${id}`, ...(labelIds ? { labelIds } : {}) } });

describe('foldHistory', () => {
  it('a new message is a reference, whatever happened to its labels afterwards', () => {
    const items = foldHistory([{ messagesAdded: [message('1', ['INBOX', 'UNREAD'])] }, { labelsRemoved: [message('1', ['INBOX'])] }]);
    expect(items).toEqual([{ kind: 'ref', ref: { id: '1', threadId: 't1' } }]);
  });

  it('a message that came and went is gone', () => {
    expect(foldHistory([{ messagesAdded: [message('1')] }, { messagesDeleted: [message('1')] }])).toEqual([{ kind: 'gone', id: '1' }]);
  });

  it('the last label set of several wins', () => {
    const items = foldHistory([{ labelsAdded: [message('1', ['INBOX', 'STARRED'])] }, { labelsRemoved: [message('1', ['INBOX'])] }]);
    expect(items).toEqual([
      { kind: 'flags', flags: { id: '1', threadId: 't1', mailboxIds: ['INBOX', 'ALL'], keywords: ['$seen'] } },
    ]);
  });

  it('a record without labels is read again instead of guessed', () => {
    expect(foldHistory([{ labelsRemoved: [message('1')] }])).toEqual([{ kind: 'ref', ref: { id: '1', threadId: 't1' } }]);
  });

  it('chats are no mail', () => {
    expect(foldHistory([{ messagesAdded: [message('1', ['CHAT'])] }])).toEqual([]);
  });

  it('keeps the order of the last touch', () => {
    const items = foldHistory([{ labelsAdded: [message('1', ['INBOX'])] }, { labelsAdded: [message('2', ['INBOX'])] }, { labelsAdded: [message('1', ['STARRED'])] }]);
    expect(items.map((item) => item.kind === 'flags' && item.flags.id)).toEqual(['2', '1']);
  });
});

describe('getChanges', () => {
  it('begins the history again where a page of it is not known any more', async () => {
    const asked: unknown[] = [];
    const client = {
      async call(_units: number, work: (api: unknown, request: unknown) => Promise<unknown>) {
        return work({ users: { history: { list: (query: { startHistoryId: string; pageToken?: string }) => {
          asked.push([query.startHistoryId, query.pageToken]);
          if (query.pageToken) throw new MailError('invalid-input', { detail: 'gmail 400 invalidArgument' });
          return { history: [{ messagesAdded: [message('1', ['INBOX'])] }], historyId: '120' };
        } } } }, {});
      },
    } as unknown as GmailClient;
    expect(await getChanges(client, JSON.stringify({ start: '100', page: 'old' }))).toMatchObject({ items: [{ kind: 'ref' }], nextCursor: '120', reset: false });
    expect(asked).toEqual([['100', 'old'], ['100', undefined]]);
  });
});

describe('readCursor', () => {
  it('takes a history id, also one beyond 64 bits', () => {
    expect(readCursor('123456789012345678901')).toEqual({ start: '123456789012345678901' });
  });
  it('takes a position inside of a walk', () => {
    expect(readCursor('{"start":"7","page":"p"}')).toEqual({ start: '7', page: 'p' });
  });
  it.each(['', 'x', '{}', '{"start":7}', 'null'])('refuses %j', (cursor) => {
    expect(() => readCursor(cursor)).toThrowError(expect.objectContaining({ code: 'invalid-input' }));
  });
});
