// RFC 8601 as Google and Exchange write it, and as somebody would who wants to look like another.
import { expect, it } from 'vitest';
import { authserverOf, readSenderCheck } from './sender-check';

const CASES: Array<[string, string | null, ReturnType<typeof readSenderCheck>]> = [
  ['no header', null, undefined],
  ['nothing was checked (RFC 8601 §2.2)', 'mx.google.com; none', undefined],
  ['Google, all pass', 'mx.google.com;\r\n       dkim=pass header.i=@bank.test header.s=s1 header.b=abc;\r\n       spf=pass (google.com: domain of x@mail.bank.test designates 1.2.3.4 as permitted sender) smtp.mailfrom=x@mail.bank.test;\r\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=bank.test', { verdict: 'confirmed', signedBy: 'bank.test', mailedBy: 'mail.bank.test' }],
  ['Google, DMARC fails', 'mx.google.com; spf=pass smtp.mailfrom=evil.test; dmarc=fail (p=REJECT sp=REJECT dis=QUARANTINE) header.from=bank.test', { verdict: 'failed', signedBy: null, mailedBy: 'evil.test' }],
  ['a domain that only watches, at Google', 'mx.google.com; spf=pass smtp.mailfrom=mailer.test; dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=bank.test', { verdict: 'unconfirmed', signedBy: null, mailedBy: 'mailer.test' }],
  ['a policy that the sender has written into an address', 'mx.google.com; spf=pass (domain of "dmarc=fail p=none"@evil.test) smtp.mailfrom="dmarc=fail (p=none)"@evil.test; dmarc=fail (p=REJECT) header.from=bank.test', { verdict: 'failed', signedBy: null, mailedBy: null }],
  ['an address that ends the comment it stands in', 'mx.google.com; spf=none (domain of a); dmarc=pass header.from=bank.test (@evil.test) smtp.mailfrom=evil.test; dmarc=fail (p=REJECT) header.from=bank.test', { verdict: 'failed', signedBy: null, mailedBy: null }],
  ['an address in quotes that ends the comment it stands in', 'mx.google.com; spf=none (domain of "a); dkim=pass header.d=bank.test ("@evil.test) smtp.mailfrom=evil.test', { verdict: 'unconfirmed', signedBy: 'bank.test', mailedBy: null }],
  ['a domain that only watches, at Exchange', 'spf=fail smtp.mailfrom=bank.test; dmarc=fail action=none header.from=bank.test;compauth=fail reason=001', { verdict: 'unconfirmed', signedBy: null, mailedBy: null }],
  ['a gateway before Exchange', 'spf=fail smtp.mailfrom=bank.test; dmarc=fail action=oreject header.from=bank.test;compauth=none reason=451', { verdict: 'unconfirmed', signedBy: null, mailedBy: null }],
  ['Exchange, all pass', 'spf=pass (sender IP is 1.2.3.4)\r\n smtp.mailfrom=bank.test; dkim=pass (signature was verified)\r\n header.d=bank.test;dmarc=pass action=none\r\n header.from=bank.test;compauth=pass reason=100', { verdict: 'confirmed', signedBy: 'bank.test', mailedBy: 'bank.test' }],
  ['Exchange, DMARC fails', 'spf=fail (sender IP is 1.2.3.4) smtp.mailfrom=bank.test; dkim=none (message not signed) header.d=none;dmarc=fail action=oreject header.from=bank.test;compauth=fail reason=000', { verdict: 'failed', signedBy: null, mailedBy: null }],
  ['Exchange knows of the forwarding', 'spf=fail smtp.mailfrom=bank.test; dkim=fail header.d=bank.test;dmarc=fail action=none header.from=bank.test;compauth=pass reason=130', { verdict: 'unconfirmed', signedBy: null, mailedBy: null }],
  ['no DMARC, but signed by the same domain', 'mx.google.com; dkim=pass header.d=bank.test; dmarc=none', { verdict: 'confirmed', signedBy: 'bank.test', mailedBy: null }],
  ['no DMARC, sent through a part of the domain', 'mx.google.com; spf=pass smtp.mailfrom=bounce@news.bank.test', { verdict: 'confirmed', signedBy: null, mailedBy: 'news.bank.test' }],
  ['no DMARC, signed by a mailing service alone', 'mx.google.com; dkim=pass header.d=mailer.test; spf=pass smtp.mailfrom=mailer.test', { verdict: 'unconfirmed', signedBy: 'mailer.test', mailedBy: 'mailer.test' }],
  ['a domain that only ends alike', 'mx.google.com; dkim=pass header.d=notbank.test; spf=pass smtp.mailfrom=a@bank.test.evil.test', { verdict: 'unconfirmed', signedBy: 'notbank.test', mailedBy: 'bank.test.evil.test' }],
  ['the signature of the domain is named before that of the service', 'mx.google.com; dkim=pass header.d=mailer.test; dkim=pass header.d=bank.test; dmarc=pass', { verdict: 'confirmed', signedBy: 'bank.test', mailedBy: null }],
  ['a signature that failed', 'mx.google.com; dkim=fail header.d=bank.test; dkim=neutral (bad version) header.i=@bank.test', { verdict: 'unconfirmed', signedBy: null, mailedBy: null }],
  ['DMARC that failed is not mended by a signature', 'mx.google.com; dkim=pass header.d=bank.test; dmarc=fail header.from=bank.test', { verdict: 'failed', signedBy: 'bank.test', mailedBy: null }],
  ['results in a comment', 'mx.google.com; spf=none (x; dmarc=pass; (dkim=pass header.d=bank.test;) y) smtp.mailfrom=evil.test', { verdict: 'unconfirmed', signedBy: null, mailedBy: null }],
  ['results in a quoted value', 'mx.google.com; spf=fail reason="x; dmarc=pass; y" smtp.mailfrom=evil.test', { verdict: 'unconfirmed', signedBy: null, mailedBy: null }],
  ['a comment that never ends', 'mx.google.com; spf=fail (; dmarc=pass', { verdict: 'unconfirmed', signedBy: null, mailedBy: null }],
  ['method versions and upper case (§2.2)', 'mx.google.com 1; DKIM/1=PASS Header.D=Bank.Test.', { verdict: 'confirmed', signedBy: 'bank.test', mailedBy: null }],
  ['no domain at all', 'mx.google.com; spf=pass smtp.mailfrom=<>; dkim=pass header.d=none', { verdict: 'unconfirmed', signedBy: null, mailedBy: null }],
];

it.each(CASES)('%s', (_case, header, expected) => {
  expect(readSenderCheck(header, 'bank.test')).toEqual(expected);
});

it.each([
  ['mx.google.com; spf=pass', 'mx.google.com'],
  ['(comment) MX.google.com 1; none', 'mx.google.com'],
  ['spf=pass smtp.mailfrom=bank.test', null],
  ['', null],
])('the server that wrote %j is %s', (header, server) => expect(authserverOf(header)).toBe(server));

it('is linear in a hostile header', () => {
  expect(readSenderCheck(`x; ${'('.repeat(1_000_000)}`, 'bank.test')).toBeUndefined();
});
