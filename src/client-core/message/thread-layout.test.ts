import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../common/api';
import { answerable, initiallyOpen, threadParts } from './thread-layout';

/** `abU` is read message a, b, then unread U; `d` at the end of a name is a draft. */
const thread = (...names: string[]): MessageView[] =>
  names.map((name) => ({ id: name, keywords: [...(name.includes('U') ? [] : ['$seen']), ...(name.endsWith('d') ? ['$draft'] : [])] }) as MessageView);
const shape = (messages: MessageView[], open = initiallyOpen(messages)) =>
  threadParts(messages, open).map((part) => (part.kind === 'message' ? part.message.id : `(${part.messages.length})`)).join(' ');

describe('thread layout', () => {
  it.each([
    ['the newest', ['1', '2', '3'], '3'],
    ['unread ones and the newest', ['1', 'U2', '3'], '3,U2'],
    ['no draft', ['1', '2', '3d'], '2'],
    ['nothing in a lone draft', ['1d'], ''],
  ])('opens %s', (_name, names, open) => {
    expect([...initiallyOpen(thread(...names))].sort().join()).toBe(open);
  });

  it.each([
    [['1', '2', '3', '4', '5'], '1 2 3 4 5'],
    [['1', '2', '3', '4', '5', '6', '7'], '1 (4) 6 7'],
    [['1', '2', '3', '4', '5', '6', 'U7', '8'], '1 (4) 6 U7 8'],
    [['1', '2', '3d'], '1 2 3d'],
  ])('shows %j as %s', (names, expected) => {
    expect(shape(thread(...names))).toBe(expected);
  });

  it('answers the newest message that is no draft', () => {
    expect(answerable(thread('1', '2', '3d'))?.id).toBe('2');
    expect(answerable(thread('1d'))).toBeUndefined();
  });
});
