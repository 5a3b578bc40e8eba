import { describe, expect, it } from 'vitest';
import { createUndoStack, type UndoEntry } from './undo-stack';

/** Actions `a`, `b` …, what of them was undone, and a clock in seconds. */
function begin(names: string, seconds?: (name: string) => number | undefined) {
  let clock = 0;
  const undone: string[] = [];
  const stack = createUndoStack(() => clock * 1000);
  const entries = Object.fromEntries([...names].map((name): [string, UndoEntry] => [name, stack.push(() => void undone.push(name), seconds?.(name))]));
  return { stack, entries, undone: () => undone.join(''), wait: (time: number) => void (clock += time) };
}

describe('the undo stack', () => {
  it.each([
    ['undoes the newest first, each once', 'abc', 4, 'cba'],
    ['has nothing to undo', '', 1, ''],
    ['keeps ten', 'abcdefghijkl', 12, 'lkjihgfedc'],
  ])('%s', (_name, names, times, expected) => {
    const { stack, undone } = begin(names);
    const answers = Array.from({ length: times }, () => stack.undoLast());
    expect(undone()).toBe(expected);
    expect(answers.filter(Boolean)).toHaveLength(expected.length);
  });

  it('does not undo again what its own button has undone', () => {
    const { stack, entries, undone } = begin('abc');
    expect([entries.b?.undo(), entries.b?.undo()]).toEqual([true, false]);
    while (stack.undoLast());
    expect(undone()).toBe('bca');
  });

  it('passes over what failed', () => {
    const { stack, entries, undone } = begin('ab');
    entries.b?.drop();
    expect([stack.undoLast(), undone()]).toEqual([true, 'a']);
  });

  it('passes over what is too late, and keeps the rest', () => {
    const { stack, entries, undone, wait } = begin('ab', (name) => (name === 'b' ? 8 : undefined));
    wait(9);
    expect([stack.undoLast(), undone()]).toEqual([true, 'a']);
    expect(entries.b?.undo()).toBe(false);
  });

  it('asks for what is too late by its own button, for whoever undoes it to say so', () => {
    const { entries, undone, wait } = begin('b', () => 8);
    wait(9);
    expect([entries.b?.undo(), undone()]).toEqual([true, 'b']);
  });
});
