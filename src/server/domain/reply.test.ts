import { describe, expect, it } from 'vitest';
import { buildReply, chooseIdentity, replyReferences, type ReplySource, type ReplyStrings } from './reply';

const strings: ReplyStrings = {
  attribution: (date, author) => `On ${date}, ${author} wrote:`,
  forwardedMessage: 'Forwarded message',
  from: 'From',
  date: 'Date',
  subject: 'Subject',
  to: 'To',
  cc: 'Cc',
  formatDate: (date) => date.toISOString().slice(0, 10),
};

function source(change: Partial<ReplySource> = {}): ReplySource {
  return {
    id: 7, accountId: 1, messageId: 'parent@example.org', from: [{ name: 'Ann', email: 'ann@example.org' }],
    to: [{ email: 'me@example.com' }, { email: 'team@example.org' }], cc: [{ email: 'ME@example.com' }, { email: 'cc@example.org' }],
    replyTo: [], subject: 'Plan', date: '2026-03-04T05:06:07Z', html: '<p>Hi</p>', text: 'Hi', attachments: [], inReplyTo: [], references: [], ...change,
  };
}

function reply(mode: 'reply' | 'reply-all' | 'forward', change: Partial<ReplySource> = {}, ownAddresses = ['me@example.com', 'alias@example.com']) {
  return buildReply({ message: source(change), mode, ownAddresses, identity: { email: 'me@example.com' }, strings });
}

const emails = (list: Array<{ email: string }>) => list.map(({ email }) => email);

describe('recipients (RFC 5322 §3.6.3)', () => {
  it.each([
    ['reply goes to From', 'reply', {}, ['ann@example.org'], []],
    ['reply goes to Reply-To before From', 'reply', { replyTo: [{ email: 'desk@example.org' }] }, ['desk@example.org'], []],
    ['a Reply-To without an address is ignored', 'reply', { replyTo: [{ email: '' }] }, ['ann@example.org'], []],
    ['reply-all takes To and Cc without own addresses, in any case', 'reply-all', {}, ['ann@example.org', 'team@example.org'], ['cc@example.org']],
    ['reply-all names nobody twice', 'reply-all', { to: [{ email: 'ANN@example.org' }], cc: [{ email: 'ann@example.org' }] }, ['ann@example.org'], []],
    ['reply-all leaves out aliases', 'reply-all', { to: [{ email: 'alias@example.com' }], cc: [] }, ['ann@example.org'], []],
    ['a list with Reply-To to itself', 'reply-all', { replyTo: [{ email: 'list@example.org' }], to: [{ email: 'list@example.org' }], cc: [] }, ['list@example.org'], []],
    ['reply to own sent mail goes to its To', 'reply', { from: [{ email: 'me@example.com' }], to: [{ email: 'bob@example.org' }] }, ['bob@example.org'], []],
    ['reply-all to own sent mail goes to its To and Cc', 'reply-all', { from: [{ email: 'alias@example.com' }], to: [{ email: 'bob@example.org' }] }, ['bob@example.org'], ['cc@example.org']],
    ['a note to oneself', 'reply', { from: [{ email: 'me@example.com' }], to: [{ email: 'me@example.com' }], cc: [] }, ['me@example.com'], []],
    ['a sender without an address', 'reply', { from: [{ name: 'Cron', email: '' }], cc: [], to: [] }, [], []],
    ['forward goes to nobody yet', 'forward', {}, [], []],
  ] as const)('%s', (_name, mode, change, to, cc) => {
    const result = reply(mode, change as Partial<ReplySource>);
    expect([emails(result.to), emails(result.cc), result.bcc]).toEqual([[...to], [...cc], []]);
  });
});

describe('threading (RFC 5322 §3.6.4)', () => {
  it.each([
    ['parent with References', { references: ['a', 'b'], inReplyTo: ['b'], messageId: 'c' }, ['a', 'b', 'c']],
    ['parent with one In-Reply-To', { references: [], inReplyTo: ['b'], messageId: 'c' }, ['b', 'c']],
    ['parent with two In-Reply-To', { references: [], inReplyTo: ['a', 'b'], messageId: 'c' }, ['c']],
    ['parent without an id', { references: ['a'], inReplyTo: [], messageId: null }, ['a']],
    ['a cycle', { references: ['c', 'c'], inReplyTo: [], messageId: 'c' }, ['c']],
  ])('%s', (_name, parent, expected) => {
    expect(replyReferences(parent)).toEqual(expected);
  });
  it('2,000 references keep the root and the newest', () => {
    const ids = replyReferences({ references: Array.from({ length: 2000 }, (_, i) => `m${i}`), inReplyTo: [], messageId: 'last' });
    expect(ids).toHaveLength(50);
    expect([ids[0], ids.at(-1)]).toEqual(['m0', 'last']);
  });
  it('a forward starts a conversation of its own', () => {
    expect(reply('forward')).toMatchObject({ inReplyTo: null, references: [], inReplyToId: 7, subject: 'Fwd: Plan' });
    expect(reply('reply')).toMatchObject({ inReplyTo: 'parent@example.org', references: ['parent@example.org'], subject: 'Re: Plan' });
  });
});

describe('content', () => {
  it('quotes HTML below an attribution line', () => {
    expect(reply('reply').html).toMatch(/^<p><\/p><div class="gmail_quote"><div class="gmail_attr">On 2026-03-04, Ann wrote:<\/div><blockquote [^>]+><p>Hi<\/p><\/blockquote><\/div>$/);
  });
  it('escapes text and names', () => {
    const { html } = reply('reply', { html: null, text: 'a <b>\nb', from: [{ name: '<img src=x>', email: 'x@example.org' }] });
    expect(html).toContain('a &lt;b&gt;<br>b');
    expect(html).toContain('&lt;img src=x&gt; wrote:');
  });
  it('a forward has the header block', () => {
    expect(reply('forward', { subject: '<Plan>', cc: [] }).html).toContain(
      '---------- Forwarded message ----------<br>From: Ann &lt;ann@example.org&gt;<br>Date: 2026-03-04<br>Subject: &lt;Plan&gt;<br>To: me@example.com, team@example.org<br></div>',
    );
  });
  it('a reply takes shown images along, a forward every file', () => {
    const attachments = [
      { blobId: '1', filename: 'logo.png', contentType: 'image/png', sizeBytes: 1, cid: 'a&b', disposition: 'inline' as const },
      { blobId: '2', filename: 'a.pdf', contentType: 'application/pdf', sizeBytes: 1, disposition: 'attachment' as const },
      { blobId: '3', filename: 'hidden.png', contentType: 'image/png', sizeBytes: 1, cid: 'c', disposition: 'inline' as const },
    ];
    const change = { attachments, html: '<img data-mail-cid="a&amp;b">' };
    expect(reply('reply', change).attachments.map(({ blobId, disposition, messageId }) => [blobId, disposition, messageId])).toEqual([['1', 'inline', 7]]);
    expect(reply('forward', change).attachments.map(({ blobId, disposition }) => [blobId, disposition])).toEqual([['1', 'inline'], ['2', 'attachment'], ['3', 'attachment']]);
  });
});

it('chooseIdentity answers from the address that was written to', () => {
  const identities = [{ email: 'me@example.com' }, { email: 'team@example.org' }];
  expect(chooseIdentity(identities, source({ to: [{ email: 'TEAM@example.org' }], cc: [] }))).toBe(identities[1]);
  expect(chooseIdentity(identities, source({ to: [], cc: [] }))).toBe(identities[0]);
});
