import { describe, expect, it } from 'vitest';
import { reduceWindows, type ComposeWindowState, type WindowAction } from './compose-windows';

const open = (key: number, draftId?: number): WindowAction => ({ type: 'open', key, initial: { draftId } });
const run = (...actions: WindowAction[]) => actions.reduce(reduceWindows, [] as ComposeWindowState[]).map(({ key, size }) => `${key}${size[0]}`).join(' ');

describe('compose windows', () => {
  it.each<[string, WindowAction[], string]>([
    ['opens one', [open(1)], '1n'],
    ['makes the older one small', [open(1), open(2)], '1s 2n'],
    ['makes the others small when one is restored', [open(1), open(2), { type: 'resize', key: 1, size: 'normal' }], '1n 2s'],
    ['keeps small ones small', [open(1), { type: 'resize', key: 1, size: 'small' }, open(2)], '1s 2n'],
    ['shows the window of a draft that is open already', [open(1, 9), open(2), open(3, 9)], '1n 2s'],
    ['shows the window of what was taken back already', [{ type: 'open', key: 1, initial: { submissionId: 7 } }, open(2), { type: 'open', key: 3, initial: { submissionId: '7' } }], '1n 2s'],
    ['closes', [open(1), { type: 'close', key: 1 }], ''],
  ])('%s', (_name, actions, expected) => {
    expect(run(...actions)).toBe(expected);
  });
});
