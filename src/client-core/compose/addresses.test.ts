import { describe, expect, it } from 'vitest';
import { formatAddress, isValidEmail, parseAddressList } from './addresses';

describe('parseAddressList', () => {
  it.each([
    ['a@x.com, b@x.com;c@x.com\nd@x.com', 'a@x.com|b@x.com|c@x.com|d@x.com'],
    ['"Berg, Anna" <anna@x.com>, bo@x.com', '"Berg, Anna" <anna@x.com>|bo@x.com'],
    ["'Bo Ek' <bo@x.com>", 'Bo Ek <bo@x.com>'],
    ['bo@x.com (Bo Ek)', 'Bo Ek <bo@x.com>'],
    ['a@x.com b@x.com', 'a@x.com|b@x.com'],
    ['A@x.com, a@X.com', 'A@x.com'],
    ['mailto:a@x.com', 'a@x.com'],
    ['"open <a@x.com>\nb@x.com', '"\\"open" <a@x.com>|b@x.com'],
    ['张三 <a@x.com>；李四 <b@x.com>', '张三 <a@x.com>|李四 <b@x.com>'],
    ['a@x.com，b@x.com、c@x.com', 'a@x.com|b@x.com|c@x.com'],
    ['Ann <a@x.com> Bo <b@x.com>', 'Ann <a@x.com> Bo <b@x.com>'],
    ['"Ann <a@old.com>" <a@x.com>', '"Ann <a@old.com>" <a@x.com>'],
    ['not an address', 'not an address'],
    [' ,;\n', ''],
    ['\u200ba@x.com\u200b', 'a@x.com'],
  ])('%j', (text, expected) => {
    expect(parseAddressList(text).map(formatAddress).join('|')).toBe(expected);
  });
});

describe('isValidEmail', () => {
  it.each(['a@x.com', 'a+b@x.co.uk', 'jörg@müller.de', "o'neil@x.ie", '李@例子.中国', 'a@mail.x-y.io'])('takes %s', (email) => {
    expect(isValidEmail(email)).toBe(true);
  });
  it.each(['', 'a', 'a@', '@x.com', 'a@x', 'a@x..com', 'a b@x.com', 'a@x.com>', 'a@b@x.com', 'a@1.2.3.4', `${'a'.repeat(250)}@x.com`])('refuses %j', (email) => {
    expect(isValidEmail(email)).toBe(false);
  });
});
