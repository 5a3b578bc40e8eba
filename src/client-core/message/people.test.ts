import { describe, expect, it } from 'vitest';
import { initialsOf, rowPeople, shortNameOf } from './people';

const own = new Set(['me@x.com']);
const anna = { name: 'Anna Berg', email: 'anna@x.com' };
const bo = { email: 'bo.ek@x.com' };
const me = { name: 'Jo', email: 'Me@x.com' };

describe('people', () => {
  it.each([
    ['one person in full', [anna], 'Anna Berg'],
    ['one without a name by address', [bo], 'bo.ek@x.com'],
    ['several by first name, oneself as me', [anna, me, bo], 'Anna, me, bo.ek'],
    ['many shortened in the middle', [anna, bo, me, anna], 'Anna … me, Anna'],
    ['nobody', [], ''],
  ])('shows %s', (_name, participants, text) => {
    expect(rowPeople({ participants, to: [] }, { own, me: 'me', showReceivers: false })).toBe(text);
  });

  it('shows the receivers in Sent', () => {
    expect(rowPeople({ participants: [me], to: [anna] }, { own, me: 'me', showReceivers: true })).toBe('Anna Berg');
  });

  it.each([
    ['Berg, Anna', 'Anna'],
    ['李雷', '李雷'],
    ['Anna', 'Anna'],
  ])('shortens %s to %s', (name, short) => {
    expect(shortNameOf({ name, email: 'a@x.com' })).toBe(short);
  });

  it.each([
    [{ name: 'Anna Maria Berg', email: 'a@x.com' }, 'AB'],
    [{ email: 'bo.ek@x.com' }, 'BE'],
    [{ name: '"!"', email: 'z@x.com' }, '?'],
    [{ name: '李雷', email: 'l@x.com' }, '李'],
  ])('makes initials of %j', (address, initials) => {
    expect(initialsOf(address)).toBe(initials);
  });
});
