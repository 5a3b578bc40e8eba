import { cpuTimeMs } from './testing/cpu-time';
import { describe, expect, it } from 'vitest';
import { baseSubject, forwardSubject, replySubject } from './subject';

describe('baseSubject', () => {
  it.each([
    ['Hello', 'Hello'],
    ['Re: Hello', 'Hello'],
    ['RE: FW: Re[2]: Hello', 'Hello'],
    ['SV: VB: Möte', 'Möte'],
    ['AW: WG: Termin', 'Termin'],
    ['回复：转发: 你好', '你好'],
    ['Re : Hello', 'Hello'],
    ['Fwd: Hello (fwd)', 'Hello'],
    ['Re: [list] Hello', '[list] Hello'],
    ['Regarding: x', 'Regarding: x'],
    ['Res ipsa', 'Res ipsa'],
    ['Re:', ''],
    ['', ''],
    ['  a \r\n b ', 'a b'],
  ])('%j → %j', (subject, base) => {
    expect(baseSubject(subject)).toBe(base);
  });
  it('is bounded', () => {
    const started = cpuTimeMs();
    baseSubject('Re: '.repeat(500_000));
    baseSubject(' '.repeat(500_000));
    expect(cpuTimeMs() - started).toBeLessThan(10_000);
  });
});

describe('replySubject and forwardSubject', () => {
  it.each([
    ['Hello', 'Re: Hello', 'Fwd: Hello'],
    ['Re: Hello', 'Re: Hello', 'Fwd: Hello'],
    ['SV: AW: Hej', 'Re: Hej', 'Fwd: Hej'],
    ['Fwd: Hello', 'Re: Fwd: Hello', 'Fwd: Hello'],
    ['', 'Re:', 'Fwd:'],
    ['x\r\nBcc: m@example.net', 'Re: x Bcc: m@example.net', 'Fwd: x Bcc: m@example.net'],
  ])('%j → %j, %j', (subject, reply, forward) => {
    expect(replySubject(subject)).toBe(reply);
    expect(forwardSubject(subject)).toBe(forward);
  });
});
