import { cpuTimeMs } from './testing/cpu-time';
import { describe, expect, it } from 'vitest';
import { parseSearchQuery } from './search-query';

describe('parseSearchQuery', () => {
  it.each([
    ['', { terms: [] }],
    ['invoice march', { terms: ['invoice', 'march'] }],
    ['"annual report" x', { terms: ['annual report', 'x'] }],
    ['from:ann@example.org to:ben', { terms: [], from: 'ann@example.org', to: 'ben' }],
    ['subject:"two words" in:Archive', { terms: [], subject: 'two words', in: 'Archive' }],
    ['FROM:ann', { terms: [], from: 'ann' }],
    ['has:attachment is:unread is:starred', { terms: [], hasAttachment: true, isUnread: true, isStarred: true }],
    ['is:read', { terms: [], isUnread: false }],
    ['after:2026-01-02 before:2026/3/4', { terms: [], after: new Date('2026-01-02'), before: new Date('2026-03-04') }],
    ['before:2026-02-30 is:blue has:wings', { terms: ['before:2026-02-30', 'is:blue', 'has:wings'] }],
    ['from: ann', { terms: ['from:', 'ann'] }],
    ['https://example.org/x', { terms: ['https://example.org/x'] }],
    ['a:b:c 10:30', { terms: ['a:b:c', '10:30'] }],
    ['"open phrase', { terms: ['open phrase'] }],
    ['发票 räksmörgås', { terms: ['发票', 'räksmörgås'] }],
    ['from:a from:b', { terms: [], from: 'b' }],
    ["x'; DROP TABLE mail;-- %_\\", { terms: ["x';", 'DROP', 'TABLE', 'mail;--', '%_\\'] }],
    ['constructor:x __proto__:y', { terms: ['constructor:x', '__proto__:y'] }],
  ])('%j', (text, expected) => {
    expect(parseSearchQuery(text)).toEqual(expected);
  });
  it('is bounded', () => {
    const started = cpuTimeMs();
    for (const unit of ['"', 'a:', 'from:"', ' ', 'a ', ':']) {
      expect(parseSearchQuery(unit.repeat(500_000)).terms.length).toBeLessThanOrEqual(20);
    }
    expect(cpuTimeMs() - started).toBeLessThan(10_000);
  });
});
