import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createBase64FieldDecoder } from './base64-json';

const cut = (text: string, size: number) => Array.from({ length: Math.ceil(text.length / size) }, (_, index) => Buffer.from(text.slice(index * size, (index + 1) * size)));
const decode = (text: string, size: number) => buffer(Readable.from(cut(text, size)).pipe(createBase64FieldDecoder('data')));

describe('createBase64FieldDecoder', () => {
  it.each([1, 3, 7, 64, 100_000])('gives the same bytes when the answer arrives in pieces of %i', async (size) => {
    const bytes = randomBytes(10_001);
    const answer = JSON.stringify({ size: bytes.length, data: bytes.toString('base64url'), attachmentId: 'x' }, null, 1);
    expect((await decode(answer, size)).equals(bytes)).toBe(true);
  });

  it('takes padded base64 too', async () => {
    expect((await decode('{"data":"YQ=="}', 5)).toString()).toBe('a');
  });

  it.each(['{"size":1}', '{"data":"YWJj'])('fails when the field is missing or cut off: %s', async (answer) => {
    const decoder = Readable.from([Buffer.from(answer)]).pipe(createBase64FieldDecoder('data'));
    await expect(buffer(decoder)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
