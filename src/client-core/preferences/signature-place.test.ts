import { describe, expect, it } from 'vitest';
import { fromPlace, rivalsOf, placeOf } from './signature-place';

const signature = (id: number, isDefault: boolean, accountId: number | string | null) => ({ id, title: '', content: '', isDefault, accountId });

describe('the use of a signature', () => {
  it.each([
    ['none', { isDefault: false, accountId: null }],
    ['all', { isDefault: true, accountId: null }],
    ['7', { isDefault: true, accountId: 7 }],
  ])('%s', (place, values) => {
    expect(fromPlace(place, [{ id: 7 }])).toEqual(values);
    expect(placeOf(values)).toBe(place);
  });

  it('takes the place of the one that had it, and of no other', () => {
    const all = [signature(1, true, null), signature(2, true, '7'), signature(3, true, 8), signature(4, false, 7)];
    const rivals = (values: { isDefault: boolean; accountId: number | null }) => rivalsOf({ id: 4, values }, all).map(({ id }) => id);
    expect(rivals({ isDefault: true, accountId: 7 })).toEqual([2]);
    expect(rivals({ isDefault: true, accountId: null })).toEqual([1]);
    expect(rivals({ isDefault: false, accountId: null })).toEqual([]);
    expect(rivalsOf({ id: 1, values: { isDefault: true, accountId: null } }, all)).toEqual([]);
  });
});
