import { describe, expect, it } from 'vitest';
import { linkify, splitQuotedText } from './plain-text';
import { fileSize } from './file-size';

describe('linkify', () => {
  it.each([
    ['see https://x.com/a.', [{ text: 'see ' }, { text: 'https://x.com/a', href: 'https://x.com/a' }, { text: '.' }]],
    ['(http://x.com/a_(b))', [{ text: '(' }, { text: 'http://x.com/a_(b))', href: 'http://x.com/a_(b))' }]],
    ['(www.x.com)', [{ text: '(' }, { text: 'www.x.com', href: 'https://www.x.com' }, { text: ')' }]],
    ['to bo@x.co.uk,', [{ text: 'to ' }, { text: 'bo@x.co.uk', href: 'mailto:bo@x.co.uk' }, { text: ',' }]],
    ['javascript:alert(1)', [{ text: 'javascript:alert(1)' }]],
    ['<b>x</b>', [{ text: '<b>x</b>' }]],
    ['', []],
  ])('%s', (text, pieces) => {
    expect(linkify(text)).toEqual(pieces);
    expect(linkify(text).map((piece) => piece.text).join('')).toBe(text);
  });

  it('is linear in a long run of address characters', () => {
    const before = performance.now();
    linkify('a.'.repeat(140_000));
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});

describe('splitQuotedText', () => {
  it.each([
    ['hello\n\nOn 3 Mar Anna wrote:\n> hi\n> there\n', 'hello', 'On 3 Mar Anna wrote:\n> hi\n> there\n'],
    ['hello\nOn 3 Mar 2026, Anna Berg\n<a@x.com> wrote:\n> hi', 'hello', 'On 3 Mar 2026, Anna Berg\n<a@x.com> wrote:\n> hi'],
    ['ok\n\n-----Original Message-----\nFrom: x', 'ok', '-----Original Message-----\nFrom: x'],
    ['Yes.\r\n\r\nOn Tue, 24 Nov 2026 07:48, Rafael wrote:\r\n> Hi\r\n>\r\n> there\r\n', 'Yes.', 'On Tue, 24 Nov 2026 07:48, Rafael wrote:\n> Hi\n>\n> there\n'],
    ['> only a quote', '> only a quote', ''],
    ['> a\nmy answer', '> a\nmy answer', ''],
    ['no quote', 'no quote', ''],
  ])('%j', (text, own, quoted) => {
    expect(splitQuotedText(text)).toEqual({ own, quoted });
  });
});

describe('fileSize', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1400, '1 kB'],
    [999_600, '1.0 MB'],
    [25_000_000, '25 MB'],
    [3_240_000_000, '3.2 GB'],
  ])('%d is %s', (bytes, text) => {
    expect(fileSize(bytes)).toBe(text);
  });
});
