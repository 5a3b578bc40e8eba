import { describe, expect, it } from 'vitest';
import { readKey } from './shortcuts';

const press = (key: string, modifiers: object = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: key >= 'A' && key <= 'Z', repeat: false, ...modifiers });

describe('readKey', () => {
  it.each([
    ['j', undefined, { command: 'next' }],
    ['#', undefined, { command: 'trash' }],
    ['I', undefined, { command: 'mark-read' }],
    ['g', undefined, { pending: 'g' }],
    ['i', 'g', { command: 'go-inbox' }],
    ['a', 'g', { command: 'go-all' }],
    ['a', '*', { command: 'select-all' }],
    ['a', undefined, { command: 'reply-all' }],
    ['e', 'g', { command: 'archive' }],
    ['q', undefined, { command: undefined }],
  ])('%s after %s', (key, pending, expected) => {
    expect(readKey(press(key), pending)).toEqual(expected);
  });

  it.each([
    ['with caps lock', 'U', { shiftKey: false }, 'back'],
    ['with caps lock and Shift', 'u', { shiftKey: true }, 'mark-unread'],
    ['held down', 'j', { repeat: true }, 'next'],
    ['held down', 'e', { repeat: true }, undefined],
    ['held down', '#', { repeat: true }, undefined],
  ] as const)('%s: %s', (_, key, modifiers, command) => {
    expect(readKey(press(key, modifiers)).command).toBe(command);
  });

  it.each([
    ['ArrowDown', 'list', 'next'],
    ['ArrowDown', 'nothing', 'next'],
    ['ArrowDown', 'other', undefined],
    ['ArrowUp', 'other', undefined],
    ['Enter', 'list', 'open'],
    ['Enter', 'other', undefined],
    [' ', 'list', 'page-down'],
    [' ', 'other', undefined],
    ['j', 'other', 'next'],
    ['Escape', 'other', 'back'],
  ] as const)('%s, when the focus is on %s', (key, focus, command) => {
    expect(readKey(press(key), undefined, focus).command).toBe(command);
  });

  it('reads back with Shift and Space', () => {
    expect(readKey(press(' ', { shiftKey: true }), undefined, 'list')).toEqual({ command: 'page-up' });
  });

  it('goes on with a sequence whose first key was held', () => {
    expect(readKey(press('g', { repeat: true }), 'g')).toEqual({ pending: 'g' });
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])('leaves %j to the browser', (modifiers) => {
    expect(readKey(press('r', modifiers))).toEqual({});
  });
});
