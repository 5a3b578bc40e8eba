import { describe, expect, it } from 'vitest';
import { problemsOf, warningsOf } from './checks';
import { isBlank, stateFromView, toInput, withDeliverable, type ComposeState } from './compose-state';
import { composeFromMailto } from './mailto';

const split = (html: string) => ({ body: html, quote: '' });
const state = (change: Partial<ComposeState> = {}): ComposeState => ({
  ...stateFromView({ accountId: 1, to: [{ email: 'a@x.com' }], subject: 's', html: '<p>hi</p>' }, split),
  ...change,
});
const file = { key: 'k', filename: 'a.pdf', contentType: 'application/pdf', sizeBytes: 1, uploadId: 9 };

describe('problemsOf', () => {
  it.each([
    ['nothing', {}, []],
    ['a missing account', { accountId: undefined }, ['no-account']],
    ['no recipient at all', { to: [] }, ['no-recipient']],
    ['only Bcc', { to: [], bcc: [{ email: 'b@x.com' }] }, []],
    ['a bad address in Cc', { cc: [{ email: 'b@' }] }, ['invalid-recipient']],
    ['a file on its way', { files: [{ ...file, uploadId: undefined, progress: 0.3 }] }, ['uploading']],
    ['a file that failed', { files: [{ ...file, uploadId: undefined, error: new Error('x') }] }, ['upload-failed']],
  ])('finds %s', (_name, change, kinds) => {
    expect(problemsOf(state(change)).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('warningsOf', () => {
  it.each([
    ['an empty subject', { subject: ' ' }, ['empty-subject']],
    ['an announced file', { body: '<p>See the attached report</p>' }, ['missing-attachment']],
    ['one in Swedish', { body: '<p>Jag bifogar rapporten</p>' }, ['missing-attachment']],
    ['one in Chinese', { body: '<p>请看附件</p>' }, ['missing-attachment']],
    ['no announced file that is there', { body: '<p>attached</p>', files: [file] }, []],
    ['no quoted announcement', { body: '<p>ok</p><blockquote>attached</blockquote>' }, []],
    ['an inline image as no attachment', { body: '<p>attached</p>', files: [{ ...file, cid: 'c' }] }, ['missing-attachment']],
  ])('tells of %s', (_name, change, warnings) => {
    expect(warningsOf(state(change))).toEqual(warnings);
  });
});

describe('toInput', () => {
  const outgoing = (body: string, quote: string) => body + quote;

  it('sends uploads and stored parts, and drops images that left the text', () => {
    const files = [file, { ...file, uploadId: undefined, source: { messageId: 4, blobId: 'b' } }, { ...file, cid: 'gone' }, { ...file, cid: 'here' }];
    expect(toInput(state({ files, body: '<img src="cid:here">' }), outgoing).attachments).toEqual([
      { uploadId: 9, disposition: 'attachment' },
      { messageId: 4, blobId: 'b', disposition: 'attachment' },
      { uploadId: 9, cid: 'here', disposition: 'inline' },
    ]);
  });

  it('goes on with the uploads of what was taken back, and not without a file that is gone', () => {
    const info = { filename: 'a.pdf', contentType: 'application/pdf', sizeBytes: 1, disposition: 'attachment' as const };
    const view = { accountId: 1, to: [{ email: 'a@x.com' }], attachments: [{ ...info, uploadId: 9 }, { ...info, messageId: 4, blobId: 'b', isGone: true }] };
    const again = stateFromView(view, split);
    expect(toInput(again, outgoing).attachments?.[0]).toEqual({ uploadId: 9, disposition: 'attachment' });
    expect(problemsOf(again)).toEqual([{ kind: 'upload-failed' }]);
  });

  it('keeps the conversation and the draft', () => {
    expect(toInput(state({ inReplyToId: 3, draftId: 4, mode: 'reply', quote: '<q>' }), outgoing)).toMatchObject({
      inReplyToId: 3, draftId: 4, mode: 'reply', html: '<p>hi</p><q>',
    });
  });

  const two = [{ email: 'a@x.com' }, { email: 'b@x.com' }];
  it.each([
    ['several people', { to: two }, true],
    ['one person', {}, undefined],
    ['an answer', { to: two, mode: 'reply' as const }, undefined],
    ['copies', { to: two, cc: [{ email: 'c@x.com' }] }, undefined],
  ])('asks for a message each where that makes sense: %s', (_name, change, separately) => {
    expect(toInput(state({ ...change, separately: true }), outgoing).separately).toBe(separately);
    expect(toInput(state({ ...change, separately: false }), outgoing).separately).toBeUndefined();
  });

  it('leaves half an address out of a draft', () => {
    expect(withDeliverable(toInput(state({ to: [{ email: 'a@x.com' }, { email: 'b@' }] }), outgoing)).to).toEqual([{ email: 'a@x.com' }]);
  });
});

it.each([
  ['<p></p>', true],
  ['<p>&nbsp;</p>', true],
  ['<p></p><div class="gmail_signature"><p>Jo</p></div>', true],
  ['<p>x</p>', false],
  ['<p><img src="x"></p>', false],
])('%s alone is blank: %s', (body, blank) => {
  expect(isBlank(state({ to: [], subject: '', body }))).toBe(blank);
});

describe('composeFromMailto', () => {
  it.each([
    ['mailto:a@x.com', { to: [{ email: 'a@x.com' }], subject: '' }],
    ['mailto:a@x.com?subject=Hi%20there&cc=b@x.com', { to: [{ email: 'a@x.com' }], cc: [{ email: 'b@x.com' }], subject: 'Hi there' }],
    ['mailto:?to=a%2Bb@x.com&body=one%0D%0Atwo%3Cb%3E', { to: [{ email: 'a+b@x.com' }], html: '<p>one</p><p>two&lt;b&gt;</p>' }],
    ['mailto:%E0%A4%A?attach=/etc/passwd', { to: [{ email: '%E0%A4%A' }] }],
  ])('%s', (href, expected) => {
    expect(composeFromMailto(href)).toMatchObject(expected);
    expect(composeFromMailto(href)).not.toHaveProperty('attach');
  });
});
