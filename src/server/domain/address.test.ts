import { cpuTimeMs } from './testing/cpu-time';
import { describe, expect, it } from 'vitest';
import { domainOf, formatAddress, formatAddressList, normalizeEmail, parseAddressList, uniqueAddresses } from './address';

describe('parseAddressList reads what is on the wire (RFC 5322 §3.4)', () => {
  it.each([
    ['a bare address', 'ben@example.org', [{ email: 'ben@example.org' }]],
    ['a quoted name with a comma', '"Nowak, Jan" <jan@example.org>', [{ name: 'Nowak, Jan', email: 'jan@example.org' }]],
    ['escaped quotes', '"a \\"b\\"" <a@example.org>', [{ name: 'a "b"', email: 'a@example.org' }]],
    ['a comment as name', 'ben@example.org (Ben)', [{ name: 'Ben', email: 'ben@example.org' }]],
    ['encoded words', '=?utf-8?B?w4Vzw6U=?= <asa@example.org>', [{ name: 'Åså', email: 'asa@example.org' }]],
    ['two encoded words joined', '=?utf-8?Q?=C3=85?= =?utf-8?Q?sa?= <asa@example.org>', [{ name: 'Åsa', email: 'asa@example.org' }]],
    ['a group, flattened', 'Team: a@example.org, B <b@example.org>;, c@example.org', [{ email: 'a@example.org' }, { name: 'B', email: 'b@example.org' }, { email: 'c@example.org' }]],
    ['an empty group', 'undisclosed-recipients:;', []],
    ['a folded list', 'a@example.org,\r\n b@example.org', [{ email: 'a@example.org' }, { email: 'b@example.org' }]],
    ['semicolons', 'a@example.org; b@example.org;', [{ email: 'a@example.org' }, { email: 'b@example.org' }]],
    ['a missing bracket', '"A" <a@example.org', [{ name: 'A', email: 'a@example.org' }]],
    ['a sender without an address', 'Cron Daemon', [{ name: 'Cron Daemon', email: '' }]],
    ['the name repeating the address', 'a@example.org <a@example.org>', [{ email: 'a@example.org' }]],
    ['nothing', '', []],
  ])('%s', (_name, text, expected) => {
    expect(parseAddressList(text)).toEqual(expected);
  });

  it('an address inside a quoted name is not taken for the address', () => {
    expect(parseAddressList('"ceo@example.com" <mallory@example.net>')).toEqual([{ name: 'ceo@example.com', email: 'mallory@example.net' }]);
  });

  it('line ends in an encoded word do not survive', () => {
    expect(parseAddressList('=?utf-8?B?SGkNCkJjYzogeEB5Lno=?= <a@example.org>')[0]?.name).toBe('Hi Bcc: x@y.z');
  });

  it.each([':', '<', '"', '(', '@', 'a:', 'a:b,', '=?utf-8?b?', ' ', '\\', '\u0000'])('200,000 characters of %j take under two seconds', (unit) => {
    const started = cpuTimeMs();
    parseAddressList(unit.repeat(Math.ceil(200_000 / unit.length)));
    expect(cpuTimeMs() - started).toBeLessThan(10_000);
  });
});

describe('written form', () => {
  it.each([
    [{ email: 'a@example.org' }, 'a@example.org'],
    [{ name: 'Åsa Öst', email: 'a@example.org' }, 'Åsa Öst <a@example.org>'],
    [{ name: 'Nowak, Jan', email: 'a@example.org' }, '"Nowak, Jan" <a@example.org>'],
    [{ name: 'a "b" \\', email: 'a@example.org' }, '"a \\"b\\" \\\\" <a@example.org>'],
    [{ name: 'ceo@example.com', email: 'm@example.net' }, '"ceo@example.com" <m@example.net>'],
    [{ name: 'Me\r\nBcc: x@example.net', email: 'a@example.org' }, '"Me Bcc: x@example.net" <a@example.org>'],
    [{ name: 'Cron', email: '' }, 'Cron'],
  ])('%j', (address, text) => {
    expect(formatAddress(address)).toBe(text);
  });

  it('reads back as it was', () => {
    const names = ['a, b; c', '<x@example.net>', '"', '\\', "'\"'", '(comment)', 'Team: x', '寿限無', '👨‍👩‍👧', 'a.b', '; alert(1)'];
    const list = names.map((name, index) => ({ name, email: `u${index}@example.org` }));
    expect(parseAddressList(formatAddressList(list))).toEqual(list);
  });
});

describe('keys', () => {
  it('compares without case and without white space', () => {
    expect(normalizeEmail(' Ben@Example.ORG ')).toBe('ben@example.org');
    expect(normalizeEmail('e\u0301@example.org')).toBe(normalizeEmail('é@example.org'));
  });
  it('a look-alike stays another address', () => {
    expect(normalizeEmail('mе@example.com')).not.toBe(normalizeEmail('me@example.com'));
  });
  it('domainOf takes the last @', () => {
    expect(domainOf('"a@b"@Example.org')).toBe('example.org');
    expect(domainOf('root')).toBe('');
  });
  it('uniqueAddresses keeps the first spelling', () => {
    expect(uniqueAddresses([{ email: 'A@x.se', name: 'A' }, { email: '' }, { email: 'a@x.se' }])).toEqual([{ email: 'A@x.se', name: 'A' }]);
  });
});
