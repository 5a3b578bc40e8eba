import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSecretBox, hashToken, isSealed, randomToken, timingSafeEqualText } from './secret-box';

const box = createSecretBox(Buffer.alloc(32, 7));

describe('secret box', () => {
  it.each(['', 'token', 'räksmörgås 寿', 'x'.repeat(100_000)])('opens what it sealed (%#)', (plain) => {
    const sealed = box.seal(plain, 'a');
    expect(isSealed(sealed)).toBe(true);
    expect(box.open(sealed, 'a')).toBe(plain);
  });
  it('never gives the same text twice, and does not contain the secret', () => {
    expect(box.seal('secret', 'a')).not.toBe(box.seal('secret', 'a'));
    expect(box.seal('secret', 'a')).not.toContain('secret');
  });
  it.each([
    ['another context', (sealed: string) => box.open(sealed, 'b')],
    ['another key', (sealed: string) => createSecretBox(randomBytes(32)).open(sealed, 'a')],
    ['a changed byte', (sealed: string) => box.open(`${sealed.slice(0, -3)}${sealed.at(-3) === 'A' ? 'B' : 'A'}${sealed.slice(-2)}`, 'a')],
    ['a cut end', (sealed: string) => box.open(sealed.slice(0, -4), 'a')],
    ['another version', (sealed: string) => box.open(sealed.replace('v1.', 'v2.'), 'a')],
    ['plain text', () => box.open('token', 'a')],
    ['nothing', () => box.open('v1.', 'a')],
  ])('%s is an internal error', (_name, open) => {
    expect(() => open(box.seal('a longer secret', 'a'))).toThrow(expect.objectContaining({ code: 'internal' }));
  });
  it('refuses a short key', () => {
    expect(() => createSecretBox(Buffer.from('short'))).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});

it('tokens and comparisons', () => {
  expect(randomToken(32)).toMatch(/^[\w-]{43}$/);
  expect(randomToken()).not.toBe(randomToken());
  expect(hashToken('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  expect([timingSafeEqualText('a', 'a'), timingSafeEqualText('a', 'b'), timingSafeEqualText('a', 'aa')]).toEqual([true, false, false]);
});
