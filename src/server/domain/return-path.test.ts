import { describe, expect, it } from 'vitest';
import { assertReturnPath } from './return-path';

describe('open redirect', () => {
  it.each(['/', '/admin/mail', '/v/admin/mail?tab=1#x', '/admin/settings/mail/oauth2?next=https%3A%2F%2Fexample.org', '/a%20b', '/räksmörgås', '/@x', '/a//b', '/100%', '/a/../b'])('%s is a path of this app', (path) => {
    expect(assertReturnPath(path)).toBe(path);
  });
  it.each([
    '', 'admin', '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '\\/evil.example', 'https://evil.example', 'https:evil.example', 'javascript:alert(1)', 'data:text/html,x',
    ' //evil.example', '/\t/evil.example', '/\n/evil.example', '/a\r\nSet-Cookie: x=1', '/\u0000', '/a\\b', '/%2f%2fevil.example', '/%2fevil.example', '/%5cevil.example', '/%252f%252fevil.example',
    '/%25255cevil.example', '/%09/evil.example', '/.//evil.example', '/..//evil.example', '/a/..//evil.example', '/%2e//evil.example', '/\u2028/x', '//', '/x'.repeat(2000), '/%2525252525252f/evil.example',
  ])('%j is refused', (path) => {
    expect(() => assertReturnPath(path)).toThrow(expect.objectContaining({ code: 'invalid-input', field: 'returnTo' }));
  });
  it.each([null, undefined, 1, {}, ['/admin']])('%j is refused', (path) => {
    expect(() => assertReturnPath(path as unknown as string)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});
