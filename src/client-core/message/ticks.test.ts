import { describe, expect, it } from 'vitest';
import { hasLabel, tickOf, withLabel } from './ticks';

const red = { id: 1, label: 'Red', color: 'red' };
const blue = { id: 2, label: 'Blue', color: 'blue' };

describe('tickOf', () => {
  it.each([
    [[[red], [red, blue]], 'all'],
    [[[red], [blue]], 'some'],
    [[[blue], []], 'none'],
    [[], 'none'],
  ])('%j have red: %s', (sets, tick) => {
    expect(tickOf(sets, (labels) => hasLabel(labels, '1'))).toBe(tick);
  });
});

describe('withLabel', () => {
  it.each([
    ['puts it on', [blue], true, [blue, red]],
    ['once', [red, blue], true, [blue, red]],
    ['takes it off', [red, blue], false, [blue]],
  ])('%s', (_name, labels, isOn, expected) => {
    expect(withLabel(labels, red, isOn)).toEqual(expected);
  });
});
