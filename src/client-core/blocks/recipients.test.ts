import { describe, expect, it } from 'vitest';
import { appendsOf, composeTo, isTrue, recipientsOf } from './recipients';

describe('recipientsOf', () => {
  const cases: Array<[string, object[], string[], string[]]> = [
    ['a plain field of each row', [{ email: 'a@x.test' }, { email: 'b@x.test' }], ['email'], ['a@x.test', 'b@x.test']],
    ['a relation to many', [{ contacts: [{ email: 'a@x.test' }, { email: 'b@x.test' }] }], ['contacts.email'], ['a@x.test', 'b@x.test']],
    ['a relation to one', [{ owner: { email: 'a@x.test' } }], ['owner.email'], ['a@x.test']],
    ['the same address in another case once', [{ email: 'A@x.test' }, { email: 'a@X.test' }], ['email'], ['A@x.test']],
    ['several addresses in one text', [{ email: 'a@x.test; b@x.test' }], ['email'], ['a@x.test', 'b@x.test']],
    ['empty, missing and odd values nobody', [{ email: null }, {}, { email: 7 }, { email: 'none' }], ['email'], []],
    ['several fields in their order', [{ work: 'w@x.test', home: 'h@x.test' }], ['work', 'home'], ['w@x.test', 'h@x.test']],
  ];
  it.each(cases)('takes %s', (_name, records, paths, expected) => {
    expect(recipientsOf(records, paths)).toEqual(expected);
  });
});

describe('composeTo', () => {
  it.each([
    ['several records get a message each', [{ email: 'a@x.test' }, { email: 'b@x.test' }], true],
    ['the addresses of one record share a message', [{ email: 'a@x.test, b@x.test' }], false],
  ])('%s', (_name, records, separately) => {
    expect(composeTo(records, ['email'])).toEqual({ mode: 'new', to: [{ email: 'a@x.test' }, { email: 'b@x.test' }], separately });
  });
});

describe('appendsOf', () => {
  it('names each relation once', () => {
    expect(appendsOf(['email', 'contacts.email', 'contacts.second', 'deal.contacts.email'])).toEqual(['contacts', 'deal.contacts']);
  });
});

describe('isTrue', () => {
  it.each([[true, true], ['true', true], [false, false], ['false', false], [undefined, false], ['', false]])('%s is %s', (value, expected) => {
    expect(isTrue(value)).toBe(expected);
  });
});
