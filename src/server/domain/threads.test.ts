import { cpuTimeMs } from './testing/cpu-time';
import { describe, expect, it } from 'vitest';
import { arrangeThread, type ThreadMessage } from './threads';

const at = (id: number, minute: number, change: Partial<ThreadMessage> = {}): ThreadMessage => ({
  id, date: new Date(Date.UTC(2026, 0, 1, 0, minute)), from: [{ email: `u${id}@example.org` }], isRead: true, ...change,
});
const ids = (messages: ThreadMessage[]) => messages.map(({ id }) => id);

describe('arrangeThread', () => {
  it('is oldest first, equal dates by id', () => {
    const thread = arrangeThread([at(3, 9), at(10, 1), at(2, 1)]);
    expect(ids(thread.order)).toEqual([2, 10, 3]);
    expect([thread.root?.id, thread.latestDate?.getUTCMinutes()]).toEqual([2, 9]);
  });
  it('puts an answer after its parent although its clock is slow', () => {
    expect(ids(arrangeThread([at(1, 5, { messageId: 'a' }), at(2, 1, { messageId: 'b', inReplyTo: ['a'] }), at(3, 6)]).order)).toEqual([1, 2, 3]);
  });
  it('a cycle of answers loses nobody', () => {
    expect(ids(arrangeThread([at(1, 1, { messageId: 'a', inReplyTo: ['b'] }), at(2, 2, { messageId: 'b', inReplyTo: ['a'] }), at(3, 3, { messageId: 'c', inReplyTo: ['c'] })]).order).sort()).toEqual([1, 2, 3]);
  });
  it('names each participant once, oldest first, with the first name that is known', () => {
    const from = (email: string, name?: string) => ({ from: [name ? { email, name } : { email }] });
    expect(arrangeThread([at(1, 1, from('a@x.se')), at(2, 2, from('b@x.se', 'B')), at(3, 3, from('A@x.se', 'Ann'))]).participants).toEqual([
      { email: 'a@x.se', name: 'Ann' },
      { email: 'b@x.se', name: 'B' },
    ]);
  });
  it('counts unread', () => {
    expect(arrangeThread([at(1, 1, { isRead: false }), at(2, 2), at(3, 3, { isRead: false })]).unread).toBe(2);
  });
  it('an empty conversation', () => {
    expect(arrangeThread([])).toEqual({ root: undefined, order: [], participants: [], latestDate: undefined, unread: 0 });
  });
  it('2,000 messages in one chain take under a second', () => {
    const chain = Array.from({ length: 2000 }, (_, i) => at(i, 2000 - i, { messageId: `m${i}`, inReplyTo: [`m${i - 1}`] }));
    const started = cpuTimeMs();
    expect(arrangeThread(chain).order).toHaveLength(2000);
    expect(cpuTimeMs() - started).toBeLessThan(10_000);
  });
});
