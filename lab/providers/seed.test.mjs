import { describe, expect, it } from 'vitest';
import { buildMime } from './mime/build.mjs';
import { letterFromMime } from './mime/letter.mjs';
import { generateMailbox } from './seed/generate.mjs';

const owner = { name: 'Ada Nilsson', address: 'ada@gmail.lab.test' };
const now = Date.parse('2026-11-24T12:00:00Z');
const mails = generateMailbox({ owner, size: 2000, now });

describe('seed', () => {
  it('is the same at each run', () => {
    expect(generateMailbox({ owner, size: 60, now })).toEqual(generateMailbox({ owner, size: 60, now }));
  });
  it('has the size asked for, 400 days deep, with some seventy mails of the last three days', () => {
    const recent = mails.filter(({ letter }) => letter.date > now - 3 * 86_400_000).length;
    expect(mails).toHaveLength(2000);
    expect(recent).toBeGreaterThan(50);
    expect(recent).toBeLessThan(90);
    expect(mails.every(({ letter }) => letter.date > now - 410 * 86_400_000 && letter.date < now)).toBe(true);
  });
  it('holds every kind of mail', () => {
    const has = (test) => mails.some(test);
    expect(new Set(mails.map(({ place }) => place))).toEqual(new Set(['inbox', 'sent', 'drafts', 'archive', 'spam', 'trash']));
    for (const script of [/\p{sc=Han}/u, /\p{sc=Hiragana}/u, /\p{sc=Arabic}/u, /\p{sc=Cyrillic}/u, /ö/]) expect(has(({ letter }) => script.test(letter.text ?? ''))).toBe(true);
    expect(has(({ letter }) => letter.files.some(({ inline }) => inline))).toBe(true);
    expect(has(({ letter }) => letter.files.some(({ contentType }) => contentType === 'application/pdf'))).toBe(true);
    expect(has(({ letter }) => letter.calendar)).toBe(true);
    expect(has(({ letter }) => /pixel\.lab\.test/.test(letter.html ?? ''))).toBe(true);
    expect(has(({ letter }) => letter.from.address.startsWith('mailer-daemon'))).toBe(true);
  });
  it('threads by References that exist', () => {
    const ids = new Set(mails.map(({ letter }) => letter.messageId));
    const replies = mails.filter(({ letter }) => letter.inReplyTo);
    expect(replies.length).toBeGreaterThan(300);
    // The last thread may be cut by the size, at its end only.
    for (const { letter } of replies) expect(letter.references.every((id) => ids.has(id))).toBe(true);
  });
  it('survives MIME and back', () => {
    for (const { letter } of mails.slice(-300)) {
      const back = letterFromMime(buildMime(letter));
      const shape = ({ subject, from, files }) => [subject, from.name, files.map(({ filename, content }) => `${filename} ${content.length}`).sort()];
      expect(shape(back)).toEqual(shape(letter));
      expect(back.text?.replace(/\r/g, '')).toBe(letter.text);
    }
  });
});
