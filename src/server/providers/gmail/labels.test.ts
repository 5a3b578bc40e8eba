import { describe, expect, it } from 'vitest';
import { keywordsOf, labelChangeOfKeywords, labelChangeOfMailboxes, mailboxIdsOf } from './labels';

describe('mailboxIdsOf', () => {
  it.each([
    ['the inbox is in all mail too', ['INBOX', 'UNREAD', 'CATEGORY_SOCIAL'], ['INBOX', 'ALL']],
    ['archived mail still has a home', ['STARRED'], ['ALL']],
    ['trash is not in all mail', ['TRASH', 'Label_1'], ['TRASH', 'Label_1']],
    ['spam is not in all mail', ['SPAM'], ['SPAM']],
    ['user labels are mailboxes, coloured stars are not', ['Label_9', 'BLUE_STAR'], ['Label_9', 'ALL']],
  ])('%s', (_name, labels, expected) => expect(mailboxIdsOf(labels)).toEqual(expected));
});

it.each([
  [['INBOX'], ['$seen']],
  [['UNREAD', 'STARRED'], ['$flagged']],
  [['DRAFT'], ['$seen', '$draft']],
])('labels %j are keywords %j', (labels, expected) => expect(keywordsOf(labels)).toEqual(expected));

describe('label changes', () => {
  it.each([
    ['reading removes UNREAD', labelChangeOfKeywords(['$seen'], []), [], ['UNREAD']],
    ['starring adds STARRED', labelChangeOfKeywords(['$flagged'], []), ['STARRED'], []],
    ['what has no label changes nothing', labelChangeOfKeywords(['$answered'], ['$forwarded']), [], []],
    ['archiving removes INBOX', labelChangeOfMailboxes([], ['INBOX']), [], ['INBOX']],
    ['trashing leaves the inbox', labelChangeOfMailboxes(['TRASH'], []), ['TRASH'], ['INBOX', 'SPAM']],
    ['junk leaves the inbox', labelChangeOfMailboxes(['SPAM'], ['INBOX']), ['SPAM'], ['INBOX', 'TRASH']],
    ['back to the inbox leaves the trash', labelChangeOfMailboxes(['INBOX'], ['TRASH']), ['INBOX'], ['TRASH', 'SPAM']],
    ['SENT and DRAFT cannot be changed', labelChangeOfMailboxes(['SENT'], ['DRAFT']), [], []],
    ['a label is never both added and removed', labelChangeOfMailboxes(['INBOX'], ['INBOX']), ['INBOX'], ['SPAM', 'TRASH']],
    ['into all mail leaves trash and spam', labelChangeOfMailboxes(['ALL'], ['INBOX']), [], ['INBOX', 'SPAM', 'TRASH']],
  ])('%s', (_name, change, add, remove) => {
    expect(change.addLabelIds).toEqual(add);
    expect(new Set(change.removeLabelIds)).toEqual(new Set(remove));
  });
});
