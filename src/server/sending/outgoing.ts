// From what the compose form holds to a message that a provider can send.
import type { ComposeInput, Id } from '../../common/api';
import { listSenders } from '../accounts/identities';
import { parseJson } from '../accounts/json-column';
import type { AppContext } from '../app-context';
import type { OutgoingMessage } from '../domain/message';
import { checkCompose, type CheckedCompose } from '../domain/outgoing';
import { replyReferences } from '../domain/reply';
import { escapeHtml } from '../domain/text';
import { getProviderType } from '../providers/registry';
import { sanitizeOutgoingHtml } from '../security/html-policy';
import type { AccountRow } from '../services';
import { openAttachments } from './attachments';
import { listOwnAccountIds } from '../security/ownership';

/** What is fixed before the first try, so that every try sends the same message. */
export interface Envelope {
  messageId: string;
  date: Date;
  /** null for a draft: it may lack recipients. */
  submissionId: string | null;
}

/** @throws MailError with the `field` at fault for a foreign From address, a bad recipient, too many or too large files */
export async function buildOutgoing(
  app: AppContext,
  userId: Id,
  account: AccountRow,
  input: ComposeInput,
  envelope: Envelope,
): Promise<OutgoingMessage> {
  const identities = await listSenders(app.db, account, userId);
  const { maxRecipients } = getProviderType(account.provider).capabilities;
  const checked = checkCompose(input, { now: app.now(), identities, maxRecipients, isDraft: envelope.submissionId === null });
  const sender = identities.find(({ email }) => email === checked.from.email);
  const parent = await readParent(app, userId, checked);
  return {
    from: { email: checked.from.email, ...(checked.from.name ? { name: checked.from.name } : {}) },
    to: checked.to,
    cc: checked.cc,
    bcc: checked.bcc,
    replyTo: sender?.replyTo ? [{ email: sender.replyTo }] : [],
    subject: checked.subject,
    html: sanitizeOutgoingHtml(checked.html || textToHtml(checked.text)),
    text: checked.text,
    messageId: envelope.messageId,
    inReplyTo: parent?.messageId ?? null,
    references: parent ? replyReferences(parent) : [],
    date: envelope.date,
    attachments: await openAttachments(app, userId, checked.attachments),
    threadId: parent && String(parent.accountId) === String(account.id) ? parent.threadId : null,
    submissionId: envelope.submissionId,
  };
}

interface Parent {
  accountId: Id;
  threadId: string;
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
}

/** The answered message. It may have been deleted while the answer was written: that is then sent as a new message. */
async function readParent(app: AppContext, userId: Id, { mode, inReplyToId }: CheckedCompose): Promise<Parent | null> {
  if (inReplyToId === undefined || mode === 'forward') return null;
  const row = await app.db.getModel('mailMessages').findOne({
    where: { id: inReplyToId, accountId: await listOwnAccountIds(app.db, userId) },
    attributes: ['accountId', 'conversationId', 'messageId', 'inReplyTo', 'references'],
  });
  if (!row) return null;
  return {
    accountId: row.get('accountId') as Id,
    threadId: row.get('conversationId') as string,
    messageId: row.get('messageId') as string | null,
    inReplyTo: parseJson<string[]>(row.get('inReplyTo')) ?? [],
    references: parseJson<string[]>(row.get('references')) ?? [],
  };
}

function textToHtml(text: string): string {
  return text === '' ? '' : `<div>${escapeHtml(text).replace(/\r?\n/g, '<br>')}</div>`;
}
