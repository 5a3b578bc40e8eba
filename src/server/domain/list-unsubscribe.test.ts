// RFC 2369 and RFC 8058, as lists write them and as attackers would.
import { expect, it } from 'vitest';
import { parseListUnsubscribe } from './list-unsubscribe';

const ONE_CLICK = 'List-Unsubscribe=One-Click';
const mail = (to: string, subject = 'unsubscribe', body = '') => ({ to, subject, body });

const HEADERS: Array<[string, string | null, string | null, ReturnType<typeof parseListUnsubscribe>]> = [
  ['none', null, null, null],
  ['a page', '<https://news.test/u?x=1>', null, { url: 'https://news.test/u?x=1', isOneClick: false, mail: null }],
  ['one click', '<https://news.test/u>', ONE_CLICK, { url: 'https://news.test/u', isOneClick: true, mail: null }],
  ['one click is not taken over plain http', '<http://news.test/u>', ONE_CLICK, { url: 'http://news.test/u', isOneClick: false, mail: null }],
  ['a promise of one click without an address', null, ONE_CLICK, null],
  ['another promise', '<https://news.test/u>', 'List-Unsubscribe=Two-Clicks', { url: 'https://news.test/u', isOneClick: false, mail: null }],
  ['mail and page, in either order', '<mailto:leave@news.test>, <https://news.test/u>', ONE_CLICK, { url: 'https://news.test/u', isOneClick: true, mail: mail('leave@news.test') }],
  ['the first of a kind', '<https://a.test/>,<https://b.test/>', null, { url: 'https://a.test/', isOneClick: false, mail: null }],
  ['folded inside the address', '<https://news.test/\r\n u?x=1>', null, { url: 'https://news.test/u?x=1', isOneClick: false, mail: null }],
  ['comments around it (RFC 2369 §2)', '(Use this) <mailto:leave@news.test?subject=remove%20me&body=id-7>', null, { url: null, isOneClick: false, mail: mail('leave@news.test', 'remove me', 'id-7') }],
  ['without brackets it is no address', 'https://news.test/u', null, null],
  ['scripts, files and other networks', '<javascript:alert(1)>, <file:///etc/passwd>, <ftp://x.test/>', null, null],
  ['credentials that mislead', '<https://bank.test@evil.test/u>', null, { url: 'https://evil.test/u', isOneClick: false, mail: null }],
  ['more than one recipient', '<mailto:a@x.test,b@y.test>', null, null],
  ['a header smuggled into the subject', '<mailto:leave@news.test?subject=a%0d%0aBcc:%20x@y.test>', null, { url: null, isOneClick: false, mail: mail('leave@news.test', 'a Bcc: x@y.test') }],
  ['other headers are not taken', '<mailto:leave@news.test?bcc=x@y.test&cc=z@y.test>', null, { url: null, isOneClick: false, mail: mail('leave@news.test') }],
  ['broken escapes', '<mailto:leave@news.test?subject=100%>', null, { url: null, isOneClick: false, mail: mail('leave@news.test', '100%') }],
];

it.each(HEADERS)('%s', (_case, header, post, expected) => {
  expect(parseListUnsubscribe(header, post)).toEqual(expected);
});

it('is linear in a hostile header', () => {
  expect(parseListUnsubscribe('<'.repeat(1_000_000), ONE_CLICK)).toBeNull();
});
