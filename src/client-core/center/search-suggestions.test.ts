import { describe, expect, it } from 'vitest';
import { suggestionsFor, typedName } from './search-suggestions';

const RECENT = ['invoice march', 'from:ann', 'Offer', 'a', 'b', 'c', 'd', 'e'];
const PEOPLE = ['ann', 'anna', 'annika', 'hanna', 'joanna'].map((name) => ({ name, email: `${name}@example.org` }));
const searches = (text: string, people = PEOPLE) => suggestionsFor(text, RECENT, people).map(({ search }) => search);

describe('typedName', () => {
  it.each<[string, string | undefined]>([
    ['', undefined],
    ['a', undefined],
    ['an', 'from:an'],
    ['王', 'from:王'],
    ['from:', undefined],
    ['from:a', 'from:a'],
    ['TO:a', 'to:a'],
    ['plan -cc:a', 'plan -|cc:a'],
    ['from:"Ann B', 'from:Ann B'],
    ['from:"Ann B"', undefined],
    ['plan  an', 'plan  |from:an'],
    ['-an', '-|from:an'],
    ['subject:an', undefined],
    ['is:un', undefined],
    ['an ', undefined],
    ['"an', undefined],
  ])('of %j is %s', (text, expected) => {
    const typed = typedName(text);
    expect(typed && `${typed.before}${typed.before && '|'}${typed.operator}:${typed.name}`).toBe(expected);
  });
});

describe('suggestionsFor', () => {
  it.each<[string, string[]]>([
    ['', RECENT.slice(0, 6)],
    ['OFF', ['Offer', 'from:ann@example.org', 'from:anna@example.org']],
    ['offer', ['from:ann@example.org', 'from:anna@example.org']],
    ['is:unread to:an', ['is:unread to:ann@example.org', 'is:unread to:anna@example.org', 'is:unread to:annika@example.org', 'is:unread to:hanna@example.org']],
    ['has:x', []],
  ])('to %j', (text, expected) => {
    expect(searches(text)).toEqual(expected);
  });
});
