import { describe, expect, it } from 'vitest';
import type { Part } from './body';
import { toMessage } from './message';

const data = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('base64url');
const header = (name: string, value: string) => ({ name, value });
const text = (mimeType: string, content: string, more: Partial<Part> = {}): Part => ({
  partId: '0',
  mimeType,
  filename: '',
  headers: [header('Content-Type', `${mimeType}; charset=utf-8`)],
  body: { data: data(content), size: content.length },
  ...more,
});
const multipart = (subtype: string, parts: Part[], headers: Part['headers'] = []): Part => ({ mimeType: `multipart/${subtype}`, parts, headers });
const of = (payload: Part) => toMessage({ id: 'm', threadId: 't', labelIds: ['INBOX'], internalDate: '1700000000000', payload });

describe('body of a Gmail message', () => {
  it.each<[string, Part, string | null, string | null]>([
    ['plain text alone', text('text/plain', 'hi'), 'hi', null],
    ['html alone', text('text/html', '<p>hi</p>'), null, '<p>hi</p>'],
    ['both as alternatives', multipart('alternative', [text('text/plain', 'hi'), text('text/html', '<p>hi</p>')]), 'hi', '<p>hi</p>'],
    [
      'html with related pictures inside of an alternative',
      multipart('alternative', [
        text('text/plain', 'hi'),
        multipart('related', [text('text/html', '<img src="cid:x">'), { mimeType: 'image/png', partId: '1.1', headers: [header('Content-ID', '<x>')] }]),
      ]),
      'hi',
      '<img src="cid:x">',
    ],
    [
      'a footer that a list server has added to html stays visible',
      multipart('mixed', [text('text/html', '<p>hi</p>'), text('text/plain', 'list <footer>')]),
      null,
      '<p>hi</p>\n<div style="white-space:pre-wrap">list &lt;footer&gt;</div>',
    ],
    ['several plain texts are joined', multipart('mixed', [text('text/plain', 'a'), text('text/plain', 'b')]), 'a\nb', null],
    ['a text file is no body', multipart('mixed', [text('text/plain', 'a'), text('text/plain', 'b', { filename: 'b.txt' })]), 'a', null],
    ['no body at all', multipart('mixed', [{ mimeType: 'application/pdf', filename: 'a.pdf', partId: '0' }]), null, null],
  ])('%s', (_name, payload, expectedText, expectedHtml) => {
    const message = of(payload);
    expect(message.text).toBe(expectedText);
    expect(message.html).toBe(expectedHtml);
  });

  it('reads the declared charset when the bytes are not UTF-8', () => {
    const part = text('text/plain', '', { headers: [header('Content-Type', 'text/plain; charset=iso-8859-1')], body: { data: data('\xe4', 'latin1') } });
    expect(of(part).text).toBe('ä');
  });

  it('survives nesting without end', () => {
    let part = text('text/plain', 'deep');
    for (let depth = 0; depth < 5_000; depth++) part = multipart('mixed', [part]);
    expect(of(part).attachments).toHaveLength(1);
  });
});

describe('attachments of a Gmail message', () => {
  const attachmentsOf = (part: Part) => of(multipart('mixed', [text('text/html', '<img src="cid:logo">'), part])).attachments;

  it.each<[string, Part, object]>([
    [
      'a picture that the html shows is inline although it says attachment',
      { partId: '1', mimeType: 'image/png', filename: '', headers: [header('Content-ID', '<logo>'), header('Content-Disposition', 'attachment')], body: { size: 9 } },
      { blobId: '1', filename: 'part-1.png', contentType: 'image/png', sizeBytes: 9, cid: 'logo', disposition: 'inline' },
    ],
    [
      'a picture without Content-ID is an attachment although it says inline',
      { partId: '1', mimeType: 'image/jpeg', filename: 'a.jpg', headers: [header('Content-Disposition', 'inline')], body: { size: 9 } },
      { blobId: '1', filename: 'a.jpg', contentType: 'image/jpeg', sizeBytes: 9, disposition: 'attachment' },
    ],
    [
      'an attached message is named by its subject and not opened',
      { partId: '1', mimeType: 'message/rfc822', filename: '', body: { size: 5, attachmentId: 'x' }, parts: [{ mimeType: 'text/plain', headers: [header('Subject', 'Inner')] }] },
      { blobId: '1', filename: 'Inner.eml', contentType: 'message/rfc822', sizeBytes: 5, disposition: 'attachment' },
    ],
    [
      'an invitation can be downloaded',
      { partId: '1', mimeType: 'text/calendar', filename: '', body: { size: 5 } },
      { blobId: '1', filename: 'invite.ics', contentType: 'text/calendar', sizeBytes: 5, disposition: 'attachment' },
    ],
    [
      'an encoded name is decoded',
      { partId: '1', mimeType: 'application/pdf', filename: '=?utf-8?B?5Lya6K6uLnBkZg==?=', body: { size: 5 } },
      { blobId: '1', filename: '会议.pdf', contentType: 'application/pdf', sizeBytes: 5, disposition: 'attachment' },
    ],
  ])('%s', (_name, part, expected) => expect(attachmentsOf(part)).toEqual([expected]));
});

describe('headers of a Gmail message', () => {
  const headers = [
    header('From', '=?utf-8?Q?Bj=C3=B6rn?= <b@x.se>'),
    header('To', '"Li, Wei" <li@x.cn>, anna@x.se'),
    header('To', 'second@x.se'),
    header('Subject', '=?utf-8?B?5Lya6K6u?='),
    header('MESSAGE-ID', '<id@x>'),
    header('In-Reply-To', '<a@x>'),
    header('References', '<r@x>\r\n <a@x>'),
    header('Date', 'Tue, 24 Nov 2026 13:00:00 +0100'),
    header('x-nocobase-submission', ' s-1 '),
  ];
  const message = toMessage({ id: 'm', threadId: 't', labelIds: ['UNREAD'], internalDate: '1700000000000', snippet: 'a &amp; b', sizeEstimate: 7, payload: text('text/plain', 'x', { headers }) });

  it('are mapped whole', () => {
    expect(message).toMatchObject({
      id: 'm',
      threadId: 't',
      mailboxIds: ['ALL'],
      keywords: [],
      receivedAt: new Date(1700000000000),
      sentAt: new Date('2026-11-24T12:00:00Z'),
      messageId: 'id@x',
      inReplyTo: ['a@x'],
      references: ['r@x', 'a@x'],
      from: [{ name: 'Björn', email: 'b@x.se' }],
      to: [{ name: 'Li, Wei', email: 'li@x.cn' }, { email: 'anna@x.se' }, { email: 'second@x.se' }],
      subject: '会议',
      snippet: 'a & b',
      sizeBytes: 7,
      submissionId: 's-1',
    });
  });
});

describe('what Google found out about the sender', () => {
  const verdict = (...results: string[]) => of({ ...text('text/plain', 'hi'), headers: [header('From', 'Bank <a@bank.test>'), ...results.map((value) => header('Authentication-Results', value))] }).senderCheck?.verdict;
  it.each<[string, string[], string | undefined]>([
    ['its own header counts, not one that came with the message', ['mx.google.com; dmarc=fail', 'mx.google.com; dmarc=pass'], 'failed'],
    ['the word of another server is none', ['mx.evil.test; dmarc=pass', 'mx.google.com; dmarc=pass'], undefined],
    ['Exchange has no word here', ['dmarc=pass header.from=bank.test'], undefined],
    ['nothing was said', [], undefined],
  ])('%s', (_case, results, expected) => expect(verdict(...results)).toBe(expected));
});
