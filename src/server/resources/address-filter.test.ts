import { describe, expect, it } from 'vitest';
import { normalizeAddressFilter, NOTHING, readAddresses, type Filter, type FilterCollection } from './address-filter';

const messages: FilterCollection = { name: 'mailMessages', targetOf: (field) => (field === 'children' ? messages : undefined) };
const contacts: FilterCollection = { name: 'contacts', targetOf: (field) => (field === 'mails' ? messages : undefined) };

const lookup = (kinds: string[], emails: string[], domains: string[] = []): Filter => ({ id: { $mailAddress: { any: [{ kinds, emails, domains }] } } });

describe('normalizeAddressFilter', () => {
  const cases: Array<[string, Filter, unknown]> = [
    ['an exported scope is one look-up over both headers', { $or: [{ from: { contains: 'A@x.test' } }, { to: { contains: 'A@x.test' } }] }, { $or: [lookup(['from', 'to'], ['a@x.test'])] }],
    ['null matches nothing', { $or: [{ from: { contains: null } }, { to: { contains: null } }] }, { $or: [{ id: { $mailAddress: { any: [] } } }] }],
    ['an empty list matches nothing', { from: { contains: [] } }, NOTHING],
    ['a list of nulls matches nothing', { from: { $includes: [null, ''] } }, NOTHING],
    ['a condition without a value matches nothing', { from: {} }, NOTHING],
    ['a list is any of its addresses', { from: { contains: ['A@x.test', null, 'b@y.test'] } }, lookup(['from'], ['a@x.test', 'b@y.test'])],
    ['a JSON list of domains', { from: { contains: '["x.test","@Y.test"]' } }, lookup(['from'], [], ['x.test', 'y.test'])],
    ['$includes and $eq mean the same', { $and: [{ cc: { $includes: 'a@x.test' } }, { bcc: { $eq: 'a@x.test' } }] }, { $and: [lookup(['cc'], ['a@x.test']), lookup(['bcc'], ['a@x.test'])] }],
    ['a name and address', { from: { $eq: 'Anna <Anna@x.test>' } }, lookup(['from'], ['anna@x.test'])],
    ['a bit of text stays a text search', { from: { contains: 'anna' } }, { from: { $includes: 'anna' } }],
    ['conditions beside it stay', { isRead: true, from: { contains: 'a@x.test' } }, { $and: [{ isRead: true }, lookup(['from'], ['a@x.test'])] }],
    ['a condition on id beside it stays', { id: 7, from: { contains: 'a@x.test' } }, { $and: [{ id: 7 }, lookup(['from'], ['a@x.test'])] }],
    ['dotted keys', { 'from.contains': 'a@x.test' }, lookup(['from'], ['a@x.test'])],
    ['below $not', { $not: { from: { contains: 'a@x.test' } } }, { $not: lookup(['from'], ['a@x.test']) }],
    ['through a relation', { children: { from: { contains: 'a@x.test' } } }, { children: lookup(['from'], ['a@x.test']) }],
    ['through a dotted relation', { 'children.from.$includes': 'a@x.test' }, { children: lookup(['from'], ['a@x.test']) }],
    ['contains on another text field', { subject: { contains: 'Offer' } }, { subject: { $includes: 'Offer' } }],
    ['contains nothing on another text field', { subject: { contains: null } }, NOTHING],
    ['other operators are left alone', { from: { $notIncludes: 'a@x.test' } }, { from: { $notIncludes: 'a@x.test' } }],
    ['an odd value is left alone', { from: 'a@x.test' }, { from: 'a@x.test' }],
  ];
  it.each(cases)('%s', (_name, filter, expected) => {
    expect(normalizeAddressFilter(filter, messages)).toEqual(expected);
  });

  it('reaches messages from another collection, and leaves that collection alone', () => {
    expect(normalizeAddressFilter({ from: { $includes: 'a@x.test' }, mails: { from: { contains: 'a@x.test' } } }, contacts)).toEqual({
      from: { $includes: 'a@x.test' },
      mails: lookup(['from'], ['a@x.test']),
    });
  });

  it('keeps what is not an object', () => {
    expect(normalizeAddressFilter(undefined, messages)).toBeUndefined();
    expect(normalizeAddressFilter('x', messages)).toBe('x');
  });
});

describe('readAddresses', () => {
  const cases: Array<[unknown, string[], string[], string[]]> = [
    ['a@x.test; B@X.test, a@x.test', ['a@x.test', 'b@x.test'], [], []],
    ['https://www.acme.test/about', [], ['acme.test'], []],
    ['*.acme.test', [], ['acme.test'], []],
    ['mailto:a@x.test', ['a@x.test'], [], []],
    ['anna', [], [], ['anna']],
    ['[not json]', [], [], ['[not json]']],
    [{ email: 'a@x.test' }, [], [], []],
    [42, [], [], []],
  ];
  it.each(cases)('%j', (value, emails, domains, texts) => {
    expect(readAddresses(value)).toEqual({ emails, domains, texts });
  });
});
