import { describe, expect, it } from 'vitest';
import { endsWithSeparator, meaningOf, type KeyMeaning, type RecipientKey } from './recipient-keys';

const press = (key: string, text: string, more: Partial<RecipientKey> = {}) => meaningOf({ key, text, isCommand: false, suggestions: 'none', ...more });

describe('a key while a recipient is typed', () => {
  it.each<[string, KeyMeaning, KeyMeaning]>([
    ['Enter takes in what nobody is suggested for', press('Enter', 'ann'), 'end'],
    ['Enter waits for the suggestions for half a name', press('Enter', 'ann', { suggestions: 'asked' }), 'wait'],
    ['Enter needs none for a whole address', press('Enter', 'ann@x.test', { suggestions: 'asked' }), 'end'],
    ['Enter chooses the suggestion', press('Enter', 'ann', { suggestions: 'shown' }), undefined],
    ['Ctrl+Enter takes in and sends, whatever is suggested', press('Enter', 'ann@x.test', { isCommand: true, suggestions: 'shown' }), 'end-and-send'],
    ['a comma ends', press(',', 'ann@x.test', { suggestions: 'shown' }), 'end'],
    ['a comma in a quoted name does not', press(',', '"Berg'), undefined],
    ['a space ends a whole address', press(' ', 'ann@x.test'), 'end'],
    ['a space does not end a name', press(' ', 'ann'), undefined],
    ['nothing happens where nothing is typed', press('Enter', ' ', { isCommand: true }), undefined],
  ])('%s', (_name, meaning, expected) => {
    expect(meaning).toBe(expected);
  });
});

it.each([
  ['a@x.test，', true],
  ['张三；', true],
  ['"张三、', false],
  ['张三', false],
])('%s has ended: %s', (text, ends) => {
  expect(endsWithSeparator(text)).toBe(ends);
});
