import { describe, expect, it } from 'vitest';
import { keepEmptyVariables } from './data-scope';

const scope = (value: unknown) => ({ logic: '$or', items: [{ path: 'from', operator: 'contains', value }, { logic: '$and', items: [{ path: 'to', operator: 'contains', value }] }] });

describe('keepEmptyVariables', () => {
  it.each([[[]], [[null, '']], [null], [undefined], [''], ['  '], [[[], [null]]]])('%j of a variable becomes null', (value) => {
    expect(keepEmptyVariables(scope('{{ ctx.popup.record.contacts.email }}'), scope(value))).toEqual(scope(null));
  });

  it('leaves values, and constants that a person left empty, alone', () => {
    expect(keepEmptyVariables(scope('{{ ctx.popup.record.email }}'), scope('a@x.test'))).toEqual(scope('a@x.test'));
    expect(keepEmptyVariables(scope(''), scope(''))).toEqual(scope(''));
  });
});
