import { describe, expect, it } from 'vitest';
import { parseSearchQuery, type SearchCondition, type SearchTest } from './search-query';
import { cpuTimeMs } from './testing/cpu-time';

const CLOCK = { now: new Date('2026-03-31T10:00:00Z'), timeZone: 'Europe/Stockholm' };
const parse = (text: string) => parseSearchQuery(text, CLOCK);

/** `words=a | not from=b`: one line per group. */
const shown = (text: string) => parse(text).groups.map((group) => group.map(showCondition).join(' | '));
const showCondition = ({ test, isNot }: SearchCondition) => (isNot ? 'not ' : '') + showTest(test);

function showTest(test: SearchTest): string {
  switch (test.kind) {
    case 'text':
      return `${test.of}=${test.text}`;
    case 'flag':
      return `${test.isSet ? '' : 'un'}${test.flag}`;
    case 'date':
      return `${test.is} ${test.at.toISOString().replace(':00.000Z', 'Z')}`;
    case 'size':
      return `${test.is} ${test.bytes}`;
  }
}

describe('parseSearchQuery', () => {
  it.each([
    ['', []],
    ['invoice march', ['words=invoice', 'words=march']],
    ['"annual report" x', ['words=annual report', 'words=x']],
    ['from:ann@example.org to:ben', ['from=ann@example.org', 'to=ben']],
    ['cc:cleo bcc:dan filename:pdf', ['cc=cleo', 'bcc=dan', 'filename=pdf']],
    ['label:work category:"Blue category"', ['label=work', 'category=Blue category']],
    ['subject:"two words" in:"Old mail"', ['subject=two words', 'in=Old mail']],
    ['FROM:ann', ['from=ann']],
    ['from:a from:b', ['from=a', 'from=b']],
    ['has:attachment has:note is:starred is:TODO', ['attachment', 'note', 'starred', 'todo']],
    ['is:read is:unread is:unstarred', ['read', 'unread', 'unstarred']],
    ['larger:5m smaller:500K larger:2MB smaller:1000', ['larger 5000000', 'smaller 500000', 'larger 2000000', 'smaller 1000']],
  ])('reads operators: %j', (text, expected) => {
    expect(shown(text)).toEqual(expected);
    expect(parse(text).notUnderstood).toEqual([]);
  });

  it.each([
    ['-draft', ['not words=draft']],
    ['-"two words" plan', ['not words=two words', 'words=plan']],
    ['-from:ann -is:unread -subject:"a b"', ['not from=ann', 'not unread', 'not subject=a b']],
    ['e-mail a - b', ['words=e-mail', 'words=a', 'words=-', 'words=b']],
    ['"-draft"', ['words=-draft']],
    ['--draft a -- b', ['words=--draft', 'words=a', 'words=--', 'words=b']],
  ])('leaves out what follows a minus: %j', (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it.each([
    ['from:ann OR from:ben plan', ['from=ann | from=ben', 'words=plan']],
    ['a | b | -c d', ['words=a | words=b | not words=c', 'words=d']],
    ['a or b', ['words=a', 'words=or', 'words=b']],
    ['a "OR" b', ['words=a', 'words=OR', 'words=b']],
    ['OR a OR', ['words=a']],
    ['a OR OR b', ['words=a | words=b']],
    ['a|b', ['words=a|b']],
  ])('takes either neighbour of OR: %j', (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it.each([
    ['before:2026-03-29', ['before 2026-03-28T23:00Z']],
    ['after:2026/3/30', ['since 2026-03-29T22:00Z']],
    ['older_than:2d', ['before 2026-03-29T10:00Z']],
    ['newer_than:1w', ['since 2026-03-24T11:00Z']],
    ['newer_than:1m', ['since 2026-02-28T11:00Z']],
    ['older_than:2y', ['before 2024-03-31T10:00Z']],
    ['older_than:9999y', ['before 1970-01-01T00:00Z']],
  ])('counts days as clocks do, over summer time too: %j', (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it.each([
    ['before:yesterday', ['before:yesterday']],
    ['before:2026-02-30 after:0001-01-01', ['before:2026-02-30', 'after:0001-01-01']],
    ['has:wings is:blue', ['has:wings', 'is:blue']],
    ['older_than:soon newer_than:3 larger:big', ['older_than:soon', 'newer_than:3', 'larger:big']],
  ])('says what it does not understand, and looks for it as it stands: %j', (text, notUnderstood) => {
    expect(parse(text).notUnderstood).toEqual(notUnderstood);
    expect(shown(text)).toEqual(notUnderstood.map((word) => `words=${word}`));
  });

  it('does so behind a minus too', () => {
    expect(parse('-is:"very blue"').notUnderstood).toEqual(['-is:"very blue"']);
    expect(shown('-is:"very blue"')).toEqual(['not words=is:very blue']);
  });

  it.each([
    ['https://example.org/x', ['words=https://example.org/x']],
    ['a:b:c 10:30', ['words=a:b:c', 'words=10:30']],
    ['"open phrase', ['words=open phrase']],
    ['发票 räksmörgås', ['words=发票', 'words=räksmörgås']],
    ["x'; DROP TABLE mail;-- %_\\", ["words=x';", 'words=DROP', 'words=TABLE', 'words=mail;--', 'words=%_\\']],
    ['constructor:x __proto__:y', ['words=constructor:x', 'words=__proto__:y']],
  ])('looks for the rest as it stands: %j', (text, expected) => {
    expect(shown(text)).toEqual(expected);
    expect(parse(text).notUnderstood).toEqual([]);
  });

  it.each([
    ['from:', []],
    ['plan -subject:', ['words=plan']],
    ['from: ann', ['words=ann']],
    ['from:"', []],
    ['from:"" "" ""', []],
    ['"from:"', ['words=from:']],
  ])('asks for nothing by what is still being typed: %j', (text, expected) => {
    expect(shown(text)).toEqual(expected);
    expect(parse(text).notUnderstood).toEqual([]);
  });

  it('is bounded', () => {
    const started = cpuTimeMs();
    for (const unit of ['"', 'a:', 'from:"', ' ', 'a ', ':', '-', '| ', 'a OR ', 'older_than:1d ', '_']) {
      expect(parse(unit.repeat(500_000)).groups.flat().length).toBeLessThanOrEqual(20);
    }
    expect(cpuTimeMs() - started).toBeLessThan(10_000);
  });
});
