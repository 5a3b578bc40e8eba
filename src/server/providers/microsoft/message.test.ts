import { describe, expect, it } from 'vitest';
import { toFlags } from './get-changes';
import { mayHaveAttachments, toMessage } from './message';
import { toMailboxes } from './list-mailboxes';

const wire = {
  id: 'm',
  conversationId: 'c',
  parentFolderId: 'f',
  subject: '会议',
  bodyPreview: 'hi',
  body: { contentType: 'html' as const, content: '<img src="cid:logo">' },
  from: { emailAddress: { name: 'Björn', address: 'b@x.se' } },
  toRecipients: [{ emailAddress: { name: 'a@x.se', address: 'a@x.se' } }],
  receivedDateTime: '2026-11-24T12:00:00Z',
  sentDateTime: '2026-11-24T11:59:00Z',
  internetMessageId: '<id@x>',
  internetMessageHeaders: [
    { name: 'in-reply-to', value: '<a@x>' },
    { name: 'References', value: '<r@x> <a@x>' },
    { name: 'X-NOCOBASE-SUBMISSION', value: 's-1' },
  ],
  isRead: true,
  isDraft: false,
  flag: { flagStatus: 'flagged' as const },
  hasAttachments: false,
};

describe('toMessage', () => {
  it('maps the whole message', () => {
    expect(toMessage(wire, [])).toMatchObject({
      id: 'm',
      threadId: 'c',
      mailboxIds: ['f'],
      keywords: ['$seen', '$flagged'],
      receivedAt: new Date('2026-11-24T12:00:00Z'),
      messageId: 'id@x',
      inReplyTo: ['a@x'],
      references: ['r@x', 'a@x'],
      from: [{ name: 'Björn', email: 'b@x.se' }],
      to: [{ email: 'a@x.se' }],
      text: null,
      html: '<img src="cid:logo">',
      submissionId: 's-1',
    });
  });

  it('keeps plain text plain', () => {
    expect(toMessage({ ...wire, body: { contentType: 'text', content: 'a < b' } }, [])).toMatchObject({ text: 'a < b', html: null });
  });

  it.each([
    ['a file', { '@odata.type': '#microsoft.graph.fileAttachment', id: '1', name: 'a.pdf', contentType: 'application/PDF', size: 9 }, { filename: 'a.pdf', contentType: 'application/pdf', disposition: 'attachment' }],
    ['a shown picture without isInline', { '@odata.type': '#microsoft.graph.fileAttachment', id: '1', name: 'l.png', contentType: 'image/png', size: 9, isInline: false, contentId: '<logo>' }, { cid: 'logo', disposition: 'inline' }],
    ['an attached message', { '@odata.type': '#microsoft.graph.itemAttachment', id: '1', name: 'Inner', contentType: null, size: 9 }, { filename: 'Inner.eml', contentType: 'message/rfc822' }],
    ['a link to a cloud file', { '@odata.type': '#microsoft.graph.referenceAttachment', id: '1', name: 'Plan', size: 0 }, { filename: 'Plan', contentType: 'application/octet-stream' }],
  ])('maps %s', (_name, attachment, expected) => {
    expect(toMessage(wire, [attachment]).attachments[0]).toMatchObject(expected);
  });

  it('looks for inline pictures although hasAttachments is false', () => {
    expect(mayHaveAttachments(wire)).toBe(true);
    expect(mayHaveAttachments({ ...wire, body: { content: 'no picture' } })).toBe(false);
  });
});

describe('toFlags', () => {
  it('reports flags when the set is complete', () => {
    expect(toFlags({ id: 'm', isRead: false, isDraft: false, flag: { flagStatus: 'notFlagged' } }, 'f')).toEqual({
      kind: 'flags',
      flags: { id: 'm', mailboxIds: ['f'], keywords: [] },
    });
  });

  it('asks for the message again when the update is half a set', () => {
    expect(toFlags({ id: 'm', isRead: true }, 'f')).toEqual({ kind: 'ref', ref: { id: 'm', threadId: 'm' } });
  });
});

it('folders get roles by id, keep slashes in names, and the outbox is left out', () => {
  const folders = [
    { id: '1', displayName: 'Inkorg', parentFolderId: 'root', totalItemCount: 3, unreadItemCount: 1 },
    { id: '2', displayName: 'a/b', parentFolderId: '1', totalItemCount: 0, unreadItemCount: 0 },
    { id: '3', displayName: 'Utkorg', parentFolderId: 'root' },
  ];
  expect(toMailboxes(folders, new Map([['1', 'inbox'], ['3', 'outbox']]))).toEqual([
    { id: '1', name: 'Inkorg', role: 'inbox', parentId: null, total: 3, unread: 1 },
    { id: '2', name: 'a/b', role: null, parentId: '1', total: 0, unread: 0 },
  ]);
});

describe('what Exchange found out about the sender', () => {
  const verdict = (...headers: Array<[string, string]>) =>
    toMessage({ ...wire, from: { emailAddress: { name: 'Bank', address: 'a@bank.test' } }, internetMessageHeaders: headers.map(([name, value]) => ({ name, value })) }, []).senderCheck?.verdict;
  it.each<[string, Array<[string, string]>, string | undefined]>([
    ['its own header counts, not one that came with the message', [['Authentication-Results', 'spf=none;dmarc=fail'], ['Authentication-Results', 'dmarc=pass']], 'failed'],
    ['the word of another server is none', [['authentication-results', 'mx.evil.test; dmarc=pass']], undefined],
    ['mail within the organization is not checked', [['Authentication-Results', 'dkim=none (message not signed) header.d=none;dmarc=none'], ['X-MS-Exchange-Organization-AuthAs', 'Internal']], undefined],
    ['nothing was said', [], undefined],
  ])('%s', (_case, headers, expected) => expect(verdict(...headers)).toBe(expected));
});
