import { describe, expect, it } from 'vitest';
import type { ComposeInput } from '../../common/api';
import type { MailError } from '../../common/errors';
import { checkCompose, MAX_BODY_CHARS } from './outgoing';
import { checkAttachmentBytes } from './outgoing-attachments';

const now = new Date('2026-03-04T05:06:07Z');
const limits = { now, identities: [{ name: 'Me', email: 'me@example.com' }, { email: 'alias@example.com' }] };
const check = (change: Record<string, unknown> = {}, more = {}) => checkCompose({ accountId: 1, to: 'ben@example.org', ...change } as ComposeInput, { ...limits, ...more });

function refusal(change: Record<string, unknown>): Partial<MailError> {
  try {
    check(change);
  } catch (error) {
    const { code, field } = error as MailError;
    return { code, field };
  }
  throw new Error('was accepted');
}

describe('checkCompose', () => {
  it('fills in what is not given', () => {
    expect(check()).toEqual({
      accountId: 1, from: limits.identities[0], to: [{ email: 'ben@example.org' }], cc: [], bcc: [], subject: '', html: '', text: '', attachments: [], mode: 'new', sendAt: now,
      inReplyToId: undefined, draftId: undefined, idempotencyKey: undefined,
    });
  });
  it('an address counts once, in its first field', () => {
    const { to, cc, bcc } = check({ to: 'a@example.org, A@example.org', cc: 'a@example.org, b@example.org', bcc: 'B@example.org' });
    expect([to, cc, bcc]).toEqual([[{ email: 'a@example.org' }], [{ email: 'b@example.org' }], []]);
  });
  it.each([
    ['in the past', '2001-01-01T00:00:00Z', now.toISOString()],
    ['in the future', '2026-03-05T00:00:00+01:00', '2026-03-04T23:00:00.000Z'],
  ])('sendAt %s', (_name, sendAt, expected) => {
    expect(check({ sendAt }).sendAt.toISOString()).toBe(expected);
  });
  it('makes text of HTML', () => expect(check({ html: '<p>Hi <b>you</b></p>' }).text).toBe('Hi you'));
  it('reads no field that is the server\'s', () => {
    const checked = check({ id: 9, status: 'sent', createdById: 2, headers: { Bcc: 'm@example.net' }, replyTo: 'x@example.net', __proto__: { isAdmin: true } });
    expect(Object.keys(checked)).not.toContain('status');
    expect(JSON.stringify(checked)).not.toContain('example.net');
  });
  it('takes the identity by address, whatever its case', () => expect(check({ from: 'ALIAS@example.com' }).from).toEqual({ email: 'alias@example.com' }));
  it.each([
    ['recipients', { to: '' }, 'invalid-recipient', 'to'],
    ['an identity of somebody else', { from: 'ceo@example.net' }, 'invalid-input', 'from'],
    ['a look-alike identity', { from: 'mе@example.com' }, 'invalid-input', 'from'],
    ['no identity', { from: null }, 'invalid-input', 'from'],
    ['two identities', { from: ['me@example.com'] }, 'invalid-input', 'from'],
    ['an object as subject', { subject: ['a'] }, 'invalid-input', 'subject'],
    ['a long subject', { subject: 'a'.repeat(6000) }, 'too-large', 'subject'],
    ['a long body', { html: 'a'.repeat(MAX_BODY_CHARS + 1) }, 'too-large', 'html'],
    ['a number as text', { text: 1 }, 'invalid-input', 'text'],
    ['a file path', { attachments: [{ filename: 'a', path: '/etc/passwd' }] }, 'invalid-input', 'attachments'],
    ['an address as file', { attachments: [{ href: 'http://169.254.169.254/' }] }, 'invalid-input', 'attachments'],
    ['SQL as id', { attachments: [{ uploadId: '1 OR 1=1' }] }, 'invalid-input', 'attachments'],
    ['a line end in a Content-ID', { attachments: [{ uploadId: 1, cid: 'a\r\nBcc: x' }] }, 'invalid-input', 'attachments'],
    ['1,000 files', { attachments: Array.from({ length: 1000 }, () => ({ uploadId: 1 })) }, 'too-large', 'attachments'],
    ['501 recipients', { to: Array.from({ length: 501 }, (_, i) => ({ email: `u${i}@example.org` })) }, 'too-large', 'to'],
    ['a mode', { mode: 'bounce' }, 'invalid-input', 'mode'],
    ['a time', { sendAt: 'tomorrow' }, 'invalid-input', 'sendAt'],
    ['a time in ten years', { sendAt: '2036-01-01T00:00:00Z' }, 'invalid-input', 'sendAt'],
    ['an id', { accountId: { $ne: 1 } }, 'invalid-input', 'accountId'],
    ['a reply id', { inReplyToId: -1 }, 'invalid-input', 'inReplyToId'],
    ['a key', { idempotencyKey: 'a b' }, 'invalid-input', 'idempotencyKey'],
  ])('refuses %s', (_name, change, code, field) => {
    expect(refusal(change)).toEqual({ code, field });
  });
  it('an inline file needs a Content-ID', () => {
    expect(check({ attachments: [{ uploadId: 1, disposition: 'inline' }, { messageId: 2, blobId: 'x', cid: 'a@b', disposition: 'inline' }] }).attachments).toEqual([
      { uploadId: 1, disposition: 'attachment' },
      { messageId: 2, blobId: 'x', cid: 'a@b', disposition: 'inline' },
    ]);
  });
});

describe('drafts', () => {
  it('need no recipients and keep the complete ones', () => {
    expect(check({ to: '' }, { isDraft: true }).to).toEqual([]);
    expect(check({ to: 'ben@example.org, ann@exa' }, { isDraft: true }).to).toEqual([{ email: 'ben@example.org' }]);
    expect(check({ to: [{ email: 'ann@' }, { email: 'ben@example.org' }, 3] }, { isDraft: true }).to).toEqual([{ email: 'ben@example.org' }]);
  });
});

it('checkAttachmentBytes adds up', () => {
  expect(() => checkAttachmentBytes([{ sizeBytes: 20_000_000 }, { sizeBytes: 5_000_000 }])).not.toThrow();
  expect(() => checkAttachmentBytes([{ sizeBytes: 20_000_000 }, { sizeBytes: 5_000_001 }])).toThrow(expect.objectContaining({ code: 'too-large', field: 'attachments' }));
});
