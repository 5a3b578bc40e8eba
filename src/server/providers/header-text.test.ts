import { describe, expect, it } from 'vitest';
import { decodeEntities, decodeHeader, headerParameter, parseDate, parseMessageIds, stripBrackets } from './header-text';

describe('decodeHeader', () => {
  it.each([
    ['decoded text stays', 'Ärende – 会议', 'Ärende – 会议'],
    ['an encoded word is decoded', '=?utf-8?Q?=C3=84rende?=', 'Ärende'],
    ['words split inside of a character are joined', '=?utf-8?B?5Lya?= =?utf-8?B?6K6u?=', '会议'],
    ['another charset is decoded', '=?iso-8859-1?Q?Malm=F6?=', 'Malmö'],
    ['folding is undone', 'a\r\n b', 'a b'],
    ['nothing is empty text', null, ''],
  ])('%s', (_name, value, expected) => expect(decodeHeader(value)).toBe(expected));
});

describe('parseMessageIds', () => {
  it.each([
    ['brackets go', '<a@b> <c@d>', ['a@b', 'c@d']],
    ['repeats go', '<a@b> <a@b>', ['a@b']],
    ['phrases are passed over', 'Your message of Monday <a@b>', ['a@b']],
    ['bare ids of old mailers count', 'a@b c@d', ['a@b', 'c@d']],
    ['words that are no ids do not', 'hello world', []],
    ['nothing is nothing', undefined, []],
  ])('%s', (_name, value, expected) => expect(parseMessageIds(value)).toEqual(expected));

  it('keeps the newest hundred of a hostile list', () => {
    const ids = parseMessageIds(Array.from({ length: 5_000 }, (_, index) => `<${index}@x>`).join(' '));
    expect(ids).toHaveLength(100);
    expect(ids.at(-1)).toBe('4999@x');
  });
});

it.each([
  ['<a@b>', 'a@b'],
  [' a@b ', 'a@b'],
  ['<>', null],
  ['', null],
])('stripBrackets(%j) is %j', (value, expected) => expect(stripBrackets(value)).toBe(expected));

it.each([
  ['Tue, 24 Nov 2026 13:00:00 +0100 (CET)', '2026-11-24T12:00:00.000Z'],
  ['not a date', undefined],
])('parseDate(%j) is %j', (value, expected) => expect(parseDate(value)?.toISOString()).toBe(expected));

it.each([
  ['text/plain; charset="UTF-8"', 'UTF-8'],
  ['text/plain; format=flowed; CHARSET=koi8-r', 'koi8-r'],
  ['text/plain', null],
])('the charset of %j is %j', (value, expected) => expect(headerParameter(value, 'charset')).toBe(expected));

it.each([
  ['Tom &amp; Jerry &lt;3&gt; &#39;ok&#39; &quot;x&quot;', `Tom & Jerry <3> 'ok' "x"`],
  ['&#x1F600; &unknown; &#0;', '😀 &unknown; &#0;'],
  ['&amp;lt; is decoded once', '&lt; is decoded once'],
])('decodeEntities(%j) is %j', (value, expected) => expect(decodeEntities(value)).toBe(expected));
