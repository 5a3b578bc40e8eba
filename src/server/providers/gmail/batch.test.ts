import { describe, expect, it } from 'vitest';
import { parseBatch, writeBatch } from './batch';

const part = (id: string, http: string) => `--b\r\nContent-Type: application/http\r\nContent-ID: ${id}\r\n\r\n${http}\r\n`;

describe('writeBatch', () => {
  it('gives each call its own id and a path only', () => {
    const text = writeBatch([{ key: 'a', path: '/gmail/v1/users/me/messages/a?format=full' }], 'b');
    expect(text).toContain('Content-ID: <item-0>\r\n\r\nGET /gmail/v1/users/me/messages/a?format=full HTTP/1.1\r\n');
    expect(text.endsWith('--b--\r\n')).toBe(true);
  });

  it('counts the bytes of a body, not its characters', () => {
    expect(writeBatch([{ key: 'a', method: 'POST', path: '/x', body: 'ä' }], 'b')).toContain('Content-Length: 4\r\n\r\n"ä"');
  });
});

describe('parseBatch', () => {
  const text =
    part('<response-item-1>', 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nContent-Type: application/json\r\n\r\n{"error":{"code":429}}') +
    part('<response-item-0>', 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"id":"a",\r\n\r\n"text":"--b in the text"}') +
    '--b--\r\n';

  it('matches by id although the order differs', () => {
    const parts = parseBatch('multipart/mixed; boundary=b', text);
    expect(parts.get(0)?.status).toBe(200);
    expect(JSON.parse(parts.get(0)?.body ?? '')).toEqual({ id: 'a', text: '--b in the text' });
  });

  it('keeps status and headers of each part', () => {
    const limited = parseBatch('multipart/mixed; boundary="b"', text).get(1);
    expect(limited?.status).toBe(429);
    expect(limited?.headers.get('retry-after')).toBe('3');
  });

  it('reads bare line feeds as well', () => {
    expect(parseBatch('multipart/mixed; boundary=b', text.replaceAll('\r\n', '\n')).size).toBe(2);
  });

  it('refuses an answer that is not multipart', () => {
    expect(() => parseBatch('application/json', '{}')).toThrowError(expect.objectContaining({ code: 'unavailable' }));
  });
});
