import { cpuTimeMs } from './testing/cpu-time';
import { describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { isDeliverableAddress, parseRecipients, toAsciiDomain } from './recipient';

function refusal(input: unknown): MailError {
  try {
    parseRecipients(input as string, 'to');
  } catch (error) {
    return error as MailError;
  }
  throw new Error('was accepted');
}

describe('isDeliverableAddress', () => {
  it.each(['a@example.org', 'a.b+c@sub.example.org', "o'brien@example.org", 'ben@przykład.example', '用户@例え.example', 'test@c--n.com', 'ben%x@relay.example'])('accepts %s', (email) => {
    expect(isDeliverableAddress(email)).toBe(true);
  });
  it.each([
    '', '@', 'a', 'a@', '@example.org', 'a@localhost', 'a@b..org', 'a@.org', 'a@-b.org', 'a@b-.org', 'a@example.org.', '.a@example.org', 'a.@example.org',
    'a..b@example.org', 'a b@example.org', '"a b"@example.org', 'a@[127.0.0.1]', 'a@127.0.0.1', 'a@exa mple.org', 'a@exa\u200dmple.org', 'a@xn--a.example',
    'a@example.org\r\n', 'a\n@example.org', 'a\u0085@example.org', 'a\u2028@example.org', 'a@example.org>', '<a@example.org', 'a,b@example.org', 'a@b@example.org',
    'a@ex%61mple.org', 'a@0x7f.1', `${'a'.repeat(65)}@example.org`, `a@${'b'.repeat(64)}.org`, `a@${'b.'.repeat(130)}org`,
  ])('refuses %j', (email) => {
    expect(isDeliverableAddress(email)).toBe(false);
  });
  it('gives A-labels for the wire', () => {
    expect(toAsciiDomain('ÅÄÖ.example')).toBe('xn--4cab6c.example');
  });
});

describe('parseRecipients', () => {
  it('takes a list pasted from Outlook', () => {
    const text = 'Ana <ana@example.com>; "Nowak, Jan" <jan@example.org>,\r\n ben@example.org;';
    expect(parseRecipients(text, 'to')).toEqual([
      { name: 'Ana', email: 'ana@example.com' },
      { name: 'Nowak, Jan', email: 'jan@example.org' },
      { email: 'ben@example.org' },
    ]);
  });
  it('takes parsed addresses, a comment as name, and white space around', () => {
    expect(parseRecipients([{ name: 'A', email: 'a@example.org' }], 'to')).toEqual([{ name: 'A', email: 'a@example.org' }]);
    expect(parseRecipients('ben@example.org (Ben)', 'to')).toEqual([{ name: 'Ben', email: 'ben@example.org' }]);
    expect(parseRecipients('\u200bben@example.org\u00a0', 'to')).toEqual([{ email: 'ben@example.org' }]);
    expect(parseRecipients(undefined, 'to')).toEqual([]);
  });
  it('a display name never becomes a recipient', () => {
    expect(refusal('Nowak, Jan <jan@example.org>').values).toEqual({ address: 'Nowak' });
    expect(parseRecipients('"ceo@example.com" <m@example.net>', 'to')).toEqual([{ name: 'ceo@example.com', email: 'm@example.net' }]);
  });
  it('cleans line ends out of names', () => {
    expect(parseRecipients([{ name: 'Ben\r\nBcc: m@example.net', email: 'ben@example.org' }], 'to')).toEqual([{ name: 'Ben Bcc: m@example.net', email: 'ben@example.org' }]);
  });
  it.each([
    ['a header after the address', 'ben@example.org\r\nBcc: mallory@example.net'],
    ['a header after a pasted list', 'a@example.org,\nb@example.org\nBcc: mallory@example.net'],
    ['NUL and LF', 'ben@example.org\u0000\nBcc: m@example.net'],
    ['NEL', 'r@example.com\u0085Bcc: m@example.net'],
    ['a comment in the local part', 'test(comment)test@example.org'],
    ['text after a quoted string', '"test"test@example.org'],
    ['an open quote', '"a <a@example.org>, b@example.org'],
    ['an open bracket', 'a <a@example.org, b@example.org'],
    ['two addresses in one', 'a@example.org b@example.org'],
    ['two addresses in one object', [{ email: 'me@example.com, ceo@example.com' }]],
    ['wrong types', [null]],
    ['a number', [42]],
    ['an empty object', [{}]],
    ['a nested list', [[]]],
    ['an empty piece in an array', ['']],
    ['an object for the whole', { email: 'a@example.org' }],
    ['an option', '-oQ/tmp -X/tmp/x.php@example.org'],
  ])('refuses %s with the field', (_name, input) => {
    const error = refusal(input);
    expect(error).toMatchObject({ code: 'invalid-recipient', field: 'to', status: 400 });
    expect(error.values?.address).toBeDefined();
  });
  it('10,000 recipients and hostile text take under a second', () => {
    const started = cpuTimeMs();
    expect(parseRecipients(Array.from({ length: 10_000 }, (_, i) => `u${i}@example.org`).join(', '), 'to')).toHaveLength(10_000);
    for (const unit of ['"', '<', ',', '\\', 'a', '.', '@', ', \r\n', '\u200b']) {
      expect(() => parseRecipients(`${unit.repeat(400_000 / unit.length)}x`, 'to')).toThrow(MailError);
    }
    expect(cpuTimeMs() - started).toBeLessThan(10_000);
  });
});
