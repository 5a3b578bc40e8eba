import { describe, expect, it } from 'vitest';
import type { SenderCheck } from '../../common/api';
import { misleadingLink, misleadingName } from './trust';

const check = (verdict: SenderCheck['verdict']): SenderCheck => ({ verdict, signedBy: null, mailedBy: null });

describe('the name of a sender', () => {
  it.each<[string, string | undefined, string, SenderCheck | null, string | undefined]>([
    ['is a name', 'Ada Nilsson', 'ada@bank.test', null, undefined],
    ['is not there', undefined, 'ada@bank.test', null, undefined],
    ['is the address', 'ada@bank.test', 'ada@bank.test', null, undefined],
    ['is an address of another part of the domain', 'ada@bank.test', 'ada@mail.bank.test', null, undefined],
    ['is another address', 'ada@bank.test', 'x@evil.test', null, 'ada@bank.test'],
    ['hides another address', 'Ada Nilsson (ada@bank.test)', 'x@evil.test', check('confirmed'), 'ada@bank.test'],
    ['is passed on by a list that is who it says', "'ada@bank.test' via News", 'news@lists.test', check('confirmed'), undefined],
    ['is passed on by nobody knows whom', "'ada@bank.test' via News", 'news@lists.test', check('unconfirmed'), 'ada@bank.test'],
  ])('%s', (_case, name, email, verdict, expected) => expect(misleadingName({ ...(name === undefined ? {} : { name }), email }, verdict)).toBe(expected));
});

describe('a link', () => {
  it.each<[string, string, string, string | undefined, string | undefined]>([
    ['with words', 'Your account', 'https://evil.test/', undefined, undefined],
    ['with its own address', 'https://bank.test/a', 'https://bank.test/a', undefined, undefined],
    ['to another part of the site', 'www.bank.com', 'https://login.bank.com/x', undefined, undefined],
    ['to another site', 'https://bank.test/login', 'https://evil.test/', undefined, 'evil.test'],
    ['to another site, without a scheme', 'www.bank.test', 'https://evil.test/', undefined, 'evil.test'],
    ['to another site, its name alone', ' Bank.com ', 'https://evil.test/', undefined, 'evil.test'],
    ['to a site whose name only begins alike', 'https://bank.com', 'https://bank.com.evil.test/', undefined, 'bank.com.evil.test'],
    ['with credentials that mislead', 'https://bank.com', 'https://bank.com@evil.test/', undefined, 'evil.test'],
    ['to a number', 'https://bank.com', 'http://203.0.113.7/', undefined, '203.0.113.7'],
    ['between neighbours under one suffix', 'https://bank.co.uk', 'https://evil.co.uk/', undefined, 'evil.co.uk'],
    ['in another alphabet that looks alike', 'https://bank.com', 'https://bаnk.com/', undefined, 'xn--bnk-6cd.com'],
    ['that is counted, of a sender who speaks of its own site', 'https://bank.test/news', 'https://click.mailer.test/1', 'bank.test', undefined],
    ['that is counted, of a sender who speaks of another site', 'https://other.test/', 'https://click.mailer.test/1', 'bank.test', 'click.mailer.test'],
    ['with the name of a file', 'report.zip', 'https://files.test/report.zip', undefined, undefined],
    ['with the name of a program', 'Node.js', 'https://nodejs.test/', undefined, undefined],
    ['with an address in a sentence', 'See https://bank.test now', 'https://evil.test/', undefined, undefined],
    ['to write mail', 'https://bank.test', 'mailto:x@evil.test', undefined, undefined],
    ['that cannot be read', 'https://bank.test', 'https://[', undefined, undefined],
  ])('%s', (_case, text, href, sender, actual) => expect(misleadingLink(text, href, sender)?.actual).toBe(actual));
});
