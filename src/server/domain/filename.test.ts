import { describe, expect, it } from 'vitest';
import { safeContentType, safeFilename } from './filename';

describe('safeFilename', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['\\\\host\\share\\x', 'x'],
    ['C:\\x.txt', 'x.txt'],
    ['..∕..∕x', 'x'],
    ['....//....//x', 'x'],
    ['..', 'attachment'],
    ['', 'attachment'],
    ['\t\u000b\f \u00a0\u3000', '_'],
    ['.htaccess', 'htaccess'],
    ['CON.txt', '_CON.txt'],
    ['LPT2', '_LPT2'],
    ['console.txt', 'console.txt'],
    ['a.txt\r\nContent-Type: text/html', 'html'],
    ['a.txt"; name="b.exe', 'a.txt_; name=_b.exe'],
    ['invoice \u202efdp.exe', 'invoice fdp.exe'],
    ['a\ud800.txt', 'a\ufffd.txt'],
    ['cafe\u0301.txt', 'café.txt'],
    ['a.txt::$DATA', 'a.txt_$DATA'],
    ['100%.txt', '100%.txt'],
    ['x. . .', 'x'],
  ])('%j becomes %j', (name, expected) => {
    expect(safeFilename(name)).toBe(expected);
  });
  it('fits in 200 bytes with its extension', () => {
    const name = safeFilename(`${'寿'.repeat(300)}.tar.gz`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/寿\.gz$/);
  });
});

describe('safeContentType', () => {
  it.each([
    ['text/plain', 'text/plain'],
    ['Application/VND.ms-excel', 'application/vnd.ms-excel'],
    ['text/plain\r\nX-Evil: 1', 'application/octet-stream'],
    ['multipart/mixed; boundary=x', 'application/octet-stream'],
    ['multipart/mixed', 'application/octet-stream'],
    ['', 'application/octet-stream'],
    [`x/${'y'.repeat(1000)}`, 'application/octet-stream'],
  ])('%j becomes %s', (type, expected) => {
    expect(safeContentType(type)).toBe(expected);
  });
});
