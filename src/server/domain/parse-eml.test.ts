import { cpuTimeMs } from './testing/cpu-time';
import { readdirSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sanitizeMessageHtml } from '../security/html-policy';
import { parseEml, toMessageIds } from './parse-eml';
import { describeCorpus } from './testing/corpus';

const eml = (...lines: string[]) => Buffer.from(lines.join('\r\n'));

describe('parseEml', () => {
  it('reads an ordinary message', async () => {
    const message = await parseEml(eml('From: Ann <ann@example.org>', 'To: ben@example.org', 'To: c@example.org', 'Subject: =?utf-8?Q?R=C3=A4ksm=C3=B6rg=C3=A5s?=', 'Message-ID: <a@b>', 'In-Reply-To: <p@b>', 'References: <r@b> <p@b>', 'X-NocoBase-Submission: 42', 'Date: Wed, 4 Mar 2026 05:06:07 +0000', '', 'Hello'));
    expect(message).toMatchObject({
      from: [{ name: 'Ann', email: 'ann@example.org' }], to: [{ email: 'ben@example.org' }, { email: 'c@example.org' }], subject: 'Räksmörgås', messageId: 'a@b', inReplyTo: ['p@b'],
      references: ['r@b', 'p@b'], submissionId: '42', sentAt: new Date('2026-03-04T05:06:07Z'), snippet: 'Hello', html: null, isBroken: false,
    });
  });
  it('the first From counts', async () => {
    expect((await parseEml(eml('From: a@example.org', 'From: b@example.net', '', 'x'))).from).toEqual([{ email: 'a@example.org' }]);
  });
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(1000)],
    ['random bytes', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251))],
    ['a header flood', Buffer.concat([eml('From: a@example.org', 'Subject: Hi', ''), Buffer.from('X: y\r\n'.repeat(400_000)), Buffer.from('\r\nbody')])],
    ['deep parts', eml('From: a@example.org', 'Subject: Hi', ...Array.from({ length: 2000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}`), 'x')],
  ])('%s does not throw', async (_name, raw) => {
    const message = await parseEml(raw);
    expect(message.isBroken).toBe(true);
    if (raw.includes('Subject: Hi')) expect(message).toMatchObject({ subject: 'Hi', from: [{ email: 'a@example.org' }] });
  });
  it('a forwarded message stays a file', async () => {
    const message = await parseEml(eml('From: a@example.org', 'Content-Type: multipart/mixed; boundary=x', '', '--x', '', 'Mine', '--x', 'Content-Type: message/rfc822', '', 'From: ceo@example.org', '', 'Theirs', '--x--'));
    expect(message.text?.trim()).toBe('Mine');
    expect(message.attachments).toMatchObject([{ contentType: 'message/rfc822', blobId: '0', disposition: 'attachment' }]);
  });
});

it.each([
  ['<a@b> <c@d>', ['a@b', 'c@d']],
  ['<a@b><a@b>', ['a@b']],
  ['a@b', ['a@b']],
  ['Your message of Monday', []],
  ['<a b@c>', []],
])('toMessageIds(%j)', (header, ids) => expect(toMessageIds(header)).toEqual(ids));

describeCorpus('real and hostile messages', (corpusDir) => {
  const root = resolve(corpusDir, 'eml');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eml')).map((name) => resolve(root, name));
  const baseline = new Map(
    (JSON.parse(readFileSync(resolve(corpusDir, 'parser-baseline.json'), 'utf8')) as Array<{ path: string; 'postal-mime': { subject: string | null } }>).map((row) => [row.path, row['postal-mime']]),
  );

  it('there are messages', () => expect(files.length).toBeGreaterThan(150));

  it.each(files.map((file) => [relative(corpusDir, file)]))('%s in bounded work and under 200 MB', async (path) => {
    const raw = readFileSync(resolve(corpusDir, path));
    const memory = process.memoryUsage().rss;
    const started = cpuTimeMs();
    const message = await parseEml(raw);
    const safe = sanitizeMessageHtml(message.html ?? '');
    expect(cpuTimeMs() - started).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - memory).toBeLessThan(200_000_000);

    expect(safe.html).not.toMatch(/<script|\son\w+=|javascript:/i);
    expect(message.attachments.length).toBeLessThanOrEqual(1000);
    expect(`${message.subject}${message.snippet}`).not.toMatch(/[\r\n\u0000]/);
    expect(message.messageId ?? '').not.toMatch(/[<>\s]/);
    for (const { filename } of message.attachments) expect(filename).toMatch(/^[^/\\\r\n]+$/);
    const expected = baseline.get(path)?.subject;
    if (expected && expected.length < 100) expect(message.subject.replace(/\W+/g, '')).toContain(expected.replace(/[\u0000-\u001f]/g, '').trim().split(/\W+/)[0] ?? '');
  });
});
