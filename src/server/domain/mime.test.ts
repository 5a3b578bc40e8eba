import { Readable } from 'node:stream';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { OutgoingAttachment, OutgoingMessage } from './message';
import { cidsOf, composeMime } from './mime';

function message(change: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    from: { name: 'Me', email: 'me@example.com' },
    to: [{ email: 'ben@example.org' }],
    cc: [],
    bcc: [{ email: 'hidden@example.org' }],
    replyTo: [],
    subject: 'Hello',
    html: '<p>Hi</p>',
    text: 'Hi',
    messageId: 'abc@example.com',
    inReplyTo: null,
    references: [],
    date: new Date('2026-03-04T05:06:07Z'),
    attachments: [],
    threadId: null,
    submissionId: null,
    ...change,
  };
}

function file(change: Partial<OutgoingAttachment> = {}): OutgoingAttachment {
  return { filename: 'a.txt', contentType: 'text/plain', sizeBytes: 1, disposition: 'attachment', open: async () => Readable.from([Buffer.from('content')]), ...change };
}

async function roundTrip(change: Partial<OutgoingMessage>, options = {}) {
  const raw = await composeMime(message(change), options);
  return { raw: raw.toString('utf8'), mail: await PostalMime.parse(raw) };
}

describe('headers', () => {
  it('carries ids, date, reply-to and the submission id', async () => {
    const { raw, mail } = await roundTrip({
      inReplyTo: 'parent@example.org',
      references: ['root@example.org', 'parent@example.org'],
      replyTo: [{ email: 'reply@example.com' }],
      submissionId: '7f3c-1',
    });
    expect(mail).toMatchObject({ messageId: '<abc@example.com>', inReplyTo: '<parent@example.org>', references: '<root@example.org> <parent@example.org>', date: '2026-03-04T05:06:07.000Z', replyTo: [{ address: 'reply@example.com' }] });
    expect(raw).toContain('X-NocoBase-Submission: 7f3c-1\r\n');
  });
  it('leaves Bcc out unless the provider reads it', async () => {
    expect((await roundTrip({})).raw).not.toContain('hidden@example.org');
    expect((await roundTrip({}, { keepBcc: true })).mail.bcc).toEqual([{ address: 'hidden@example.org', name: '' }]);
  });
  it('writes IDN domains as A-labels and keeps names', async () => {
    const { raw, mail } = await roundTrip({ to: [{ name: 'Zoë, "Ö"', email: 'zoe@PRZYKŁAD.example' }] });
    expect(raw).toContain('zoe@xn--przykad-rjb.example');
    expect(mail.to).toEqual([{ name: 'Zoë, "Ö"', address: 'zoe@xn--przykad-rjb.example' }]);
  });
  it.each(['Ünïcode 寿限無 '.repeat(30).trim(), '=?utf-8?B?SGk=?=', '😀'.repeat(2000), 'a'.repeat(5000), 'مرحبا שלום', '{{$user.token}}', ''])('subject %# reads back as it was, in lines of at most 998 octets', async (subject) => {
    const { raw, mail } = await roundTrip({ subject });
    expect(mail.subject ?? '').toBe(subject);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(subject.startsWith('aaa') ? 5100 : 998);
  });
  it.each(['𠮷', '𐐜', '𝕋', '😀', '寿', 'é'])('characters such as %s are never cut in a name or subject', async (char) => {
    for (let length = 1; length < 60; length++) {
      const text = `a${char.repeat(length)}`;
      const { mail } = await roundTrip({ subject: text, to: [{ name: text, email: 'ben@example.org' }] });
      expect([mail.subject, mail.to?.[0]?.name]).toEqual([text, text]);
    }
  });
  it('2,000 references stay in short lines', async () => {
    const { raw } = await roundTrip({ references: Array.from({ length: 2000 }, (_, i) => `m${i}@example.org`) });
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});

describe('header-injection', () => {
  const breaks = ['\r\n', '\n', '\r', '\r\n\r\n', '\u0000\n', '\u0085', '\u2028', '\u2029', '\u000b'];
  it.each(breaks)('%j opens no new line in any field', async (end) => {
    const evil = `x${end}Bcc: mallory@example.net`;
    const { raw, mail } = await roundTrip({
      from: { name: evil, email: 'me@example.com' },
      to: [{ name: evil, email: 'ben@example.org' }],
      subject: evil,
      messageId: `a@b${evil}`,
      inReplyTo: evil,
      references: [evil],
      submissionId: evil,
      html: '<img src="cid:a">',
      attachments: [
        file({ filename: `a${evil}.txt`, contentType: `text/plain${evil}` }),
        file({ filename: 'a.png', contentType: 'image/png', cid: `a${evil}`, disposition: 'inline' }),
      ],
    });
    expect(mail.headers.map((header) => header.key).sort()).toEqual(['content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']);
    expect(raw).not.toMatch(/[\r\n]\s*Bcc/i);
    expect(mail.to).toHaveLength(1);
    expect(mail.attachments.map((part) => part.filename)).toHaveLength(2);
  });
});

describe('bodies and parts', () => {
  it('is multipart/alternative with the text first', async () => {
    const { raw, mail } = await roundTrip({ html: '<p>寿</p>', text: '寿' });
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
    expect(mail.text?.trim()).toBe('寿');
    expect(mail.html?.trim()).toBe('<p>寿</p>');
  });
  it('makes a text alternative when only HTML is given', async () => {
    expect((await roundTrip({ html: '<p>Only <b>html</b></p>', text: '' })).mail.text?.trim()).toBe('Only html');
  });
  it.each([
    ['dots', '.\r\n..\r\n'],
    ['a boundary look-alike', '--=_boundary\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>\r\n--=_boundary--'],
    ['one line of 100,000 characters', 'a'.repeat(100_000)],
    ['an SMTP end', 'a\r\n.\r\nMAIL FROM:<x@example.net>'],
  ])('text with %s arrives as it was', async (_name, text) => {
    const { mail } = await roundTrip({ html: '', text });
    expect(mail.text?.replace(/\r?\n/g, '\n').trimEnd()).toBe(text.replace(/\r\n/g, '\n').trimEnd());
  });
  it('puts referenced inline images into multipart/related, the others beside', async () => {
    const { raw, mail } = await roundTrip({
      html: '<img src="cid:logo%40x">',
      attachments: [
        file({ filename: 'logo.png', contentType: 'image/png', cid: 'logo@x', disposition: 'inline' }),
        file({ filename: 'unused.png', contentType: 'image/png', cid: 'unused@x', disposition: 'inline' }),
      ],
    });
    expect(raw).toContain('multipart/related');
    expect(mail.attachments).toMatchObject([
      { filename: 'logo.png', contentId: '<logo@x>', related: true, disposition: 'inline' },
      { filename: 'unused.png', disposition: 'attachment' },
    ]);
  });
  it.each(['寿限無.pdf', 'räksmörgås och en väldigt lång titel som måste delas upp i flera delar för att få plats.docx', '👨‍👩‍👧.png', 'a b;c=d.txt'])('file name %s arrives', async (filename) => {
    const { mail, raw } = await roundTrip({ attachments: [file({ filename })] });
    expect(mail.attachments[0]?.filename).toBe(filename.replaceAll('\u200d', ''));
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });
  it('streams files and can be composed twice', async () => {
    let opened = 0;
    const big = file({ open: async () => { opened += 1; return Readable.from(Array.from({ length: 50 }, () => Buffer.alloc(64 * 1024, 'x'))); } });
    const outgoing = message({ attachments: [big] });
    const [first, second] = [await composeMime(outgoing), await composeMime(outgoing)];
    expect(opened).toBe(2);
    expect((await PostalMime.parse(first)).attachments[0]?.content).toHaveProperty('byteLength', 50 * 64 * 1024);
    expect(second.length).toBe(first.length);
  });
  it('leaves files out on demand, without opening them', async () => {
    const { mail } = await roundTrip({ attachments: [file({ open: () => Promise.reject(new Error('opened')) })] }, { attachments: false });
    expect(mail.attachments).toEqual([]);
  });
  it('a file that fails to open or breaks off rejects', async () => {
    await expect(composeMime(message({ attachments: [file({ open: () => Promise.reject(new Error('gone')) })] }))).rejects.toThrow('gone');
    const broken = file({ open: async () => Readable.from((async function* () { yield Buffer.from('x'); throw new Error('cut'); })()) });
    await expect(composeMime(message({ attachments: [broken] }))).rejects.toThrow('cut');
  });
  it('an empty file and an empty body are a message', async () => {
    const { mail } = await roundTrip({ html: '', text: '', attachments: [file({ open: async () => Readable.from([]) })] });
    expect(mail.attachments).toHaveLength(1);
    expect(mail.text?.trim() ?? '').toBe('');
  });
});

it('cidsOf decodes references', () => {
  expect([...cidsOf('<img src="cid:a%40b"><img src=\'CID:c\'> cid:50%')]).toEqual(['a@b', 'c', '50%']);
});
