import { describe, expect, it } from 'vitest';
import type { EmailAddress } from '../../common/api';
import { replyAllAddsSomebody } from './reply-all';

const own = new Set(['me@x.test', 'also.me@x.test']);
const list = (...emails: string[]): EmailAddress[] => emails.map((email) => ({ email }));
const ask = ({ from = 'ann@x.test', replyTo = [], to = ['me@x.test'], cc = [] }: { from?: string; replyTo?: string[]; to?: string[]; cc?: string[] }) =>
  replyAllAddsSomebody({ from: list(from), replyTo: list(...replyTo), to: list(...to), cc: list(...cc) }, own);

describe('replying to all adds somebody', () => {
  it.each([
    ['to a message for oneself alone', {}, false],
    ['to one for two of the own addresses', { to: ['me@x.test', 'Also.Me@x.test'] }, false],
    ['to a group address', { to: ['sales@x.test'] }, true],
    ['with a copy to somebody', { cc: ['bo@x.test'] }, true],
    ['with a copy to the author', { cc: ['Ann@x.test'] }, false],
    ['to a list that wants the answer itself', { replyTo: ['list@x.test'], to: ['list@x.test'] }, false],
    ['to an own message to two people', { from: 'me@x.test', to: ['ann@x.test', 'bo@x.test'] }, false],
    ['to an own message with a copy', { from: 'me@x.test', to: ['ann@x.test'], cc: ['bo@x.test'] }, true],
  ])('%s: %j → %s', (_name, message, adds) => {
    expect(ask(message)).toBe(adds);
  });
});
