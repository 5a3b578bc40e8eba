// Gmail labels as mailboxes and keywords. Pure.
// https://developers.google.com/workspace/gmail/api/guides/labels
import type { Keyword, MailboxRole } from '../../../common/constants';

/** Archived mail carries no label of a place; this mailbox is its home. Everything outside of spam and trash is in it. */
export const ALL_MAIL = 'ALL';

export const SYSTEM_MAILBOXES: ReadonlyArray<{ id: string; name: string; role: MailboxRole }> = [
  { id: 'INBOX', name: 'Inbox', role: 'inbox' },
  { id: 'IMPORTANT', name: 'Important', role: 'important' },
  { id: 'SENT', name: 'Sent', role: 'sent' },
  { id: 'DRAFT', name: 'Drafts', role: 'drafts' },
  { id: ALL_MAIL, name: 'All mail', role: 'all' },
  { id: 'SPAM', name: 'Spam', role: 'junk' },
  { id: 'TRASH', name: 'Trash', role: 'trash' },
];

const PLACES = new Set(SYSTEM_MAILBOXES.map((mailbox) => mailbox.id));

/** Ids of system labels are upper case (UNREAD, CATEGORY_SOCIAL, BLUE_STAR …); those of users start with `Label_`. */
function isUserLabel(id: string): boolean {
  return !/^[A-Z][A-Z_]*$/.test(id);
}

export function mailboxIdsOf(labelIds: readonly string[]): string[] {
  const ids = labelIds.filter((id) => PLACES.has(id) || isUserLabel(id));
  return ids.includes('SPAM') || ids.includes('TRASH') ? ids : [...ids, ALL_MAIL];
}

export function keywordsOf(labelIds: readonly string[]): Keyword[] {
  const keywords: Keyword[] = [];
  if (!labelIds.includes('UNREAD')) keywords.push('$seen');
  if (labelIds.includes('STARRED')) keywords.push('$flagged');
  if (labelIds.includes('DRAFT')) keywords.push('$draft');
  return keywords;
}

/** Hangouts messages share the id space; they are no mail. */
export function isChat(labelIds: readonly string[] | null | undefined): boolean {
  return labelIds?.includes('CHAT') ?? false;
}

export interface LabelChange {
  addLabelIds: string[];
  removeLabelIds: string[];
}

/** `$answered`, `$forwarded` and `$draft` have no label: they are left alone. */
export function labelChangeOfKeywords(add: readonly Keyword[], remove: readonly Keyword[]): LabelChange {
  return clean({
    addLabelIds: [...(remove.includes('$seen') ? ['UNREAD'] : []), ...(add.includes('$flagged') ? ['STARRED'] : [])],
    removeLabelIds: [...(add.includes('$seen') ? ['UNREAD'] : []), ...(remove.includes('$flagged') ? ['STARRED'] : [])],
  });
}

/** What leaves when something arrives, as in Gmail's own interface. */
const DISPLACES: Record<string, string[]> = {
  TRASH: ['INBOX', 'SPAM'],
  SPAM: ['INBOX', 'TRASH'],
  INBOX: ['SPAM', 'TRASH'],
  [ALL_MAIL]: ['SPAM', 'TRASH'],
};

/** Removing INBOX archives. SENT and DRAFT belong to Gmail and cannot be changed. */
export function labelChangeOfMailboxes(add: readonly string[], remove: readonly string[]): LabelChange {
  return clean({
    addLabelIds: [...add],
    removeLabelIds: [...remove, ...add.flatMap((id) => DISPLACES[id] ?? [])],
  });
}

const FIXED = new Set([ALL_MAIL, 'SENT', 'DRAFT']);

/** Gmail refuses a label that is both added and removed; adding wins. */
function clean(change: LabelChange): LabelChange {
  const add = new Set(change.addLabelIds.filter((id) => !FIXED.has(id)));
  const remove = new Set(change.removeLabelIds.filter((id) => !FIXED.has(id) && !add.has(id)));
  return { addLabelIds: [...add], removeLabelIds: [...remove] };
}
