// The first content of a form that answers, forwards, or edits a draft.
import type { Model } from '@nocobase/database';
import type { ComposeView, Id } from '../../common/api';
import { listSenders } from '../accounts/identities';
import { parseJson } from '../accounts/json-column';
import { getOwnAccount } from '../accounts/own-accounts';
import type { AppContext } from '../app-context';
import { textToHtml } from '../domain/html-text';
import { buildReply, chooseIdentity, type ReplyMode, type ReplyStrings } from '../domain/reply';
import { viewMessages } from './message-view';

/** `new` on a draft opens it for editing. @throws MailError `not-found` */
export async function viewReply(
  app: AppContext,
  userId: Id,
  row: Model,
  mode: 'new' | ReplyMode,
  strings: ReplyStrings,
): Promise<ComposeView> {
  const account = await getOwnAccount(app.db, userId, row.get('accountId') as Id);
  const senders = await listSenders(app.db, account, userId);
  const [message] = await viewMessages(app.db, [row]);
  if (mode === 'new') {
    const from = chooseIdentity(senders, { from: message!.from, to: [], cc: [] })?.email ?? account.email;
    const { to, cc, bcc, subject, attachments } = message!;
    const answered = await findAnswered(app, row);
    return {
      accountId: account.id,
      from,
      to,
      cc,
      bcc,
      subject,
      html: message!.html ?? textToHtml(message!.text ?? ''),
      attachments: attachments.map((attachment) => ({ ...attachment, messageId: message!.id })),
      ...(await findScheduled(app, userId, row)),
      ...(answered === null ? { mode: 'new' } : { mode: 'reply', inReplyToId: answered }),
      draftId: message!.id,
    };
  }
  const identity = chooseIdentity(senders, message!) ?? { email: account.email };
  const source = {
    ...message!,
    inReplyTo: parseJson<string[]>(row.get('inReplyTo')) ?? [],
    references: parseJson<string[]>(row.get('references')) ?? [],
  };
  const { inReplyTo: _inReplyTo, references: _references, ...view } = buildReply({
    message: source,
    mode,
    ownAddresses: senders.map(({ email }) => email),
    identity,
    strings,
  });
  return view;
}

/** What waits to send this draft as it was: changed meanwhile, it would go out in the old words. */
async function findScheduled(app: AppContext, userId: Id, draft: Model): Promise<Pick<ComposeView, 'scheduled'>> {
  const where = { userId, draftId: draft.get('id'), status: 'pending', massMessageId: null };
  const row = await app.db.getModel('mailSubmissions').findOne({ where, attributes: ['id', 'sendAt'] });
  return row ? { scheduled: { id: row.get('id') as Id, sendAt: new Date(row.get('sendAt') as string).toISOString() } } : {};
}

/** The stored message that a draft answers, so that it stays in its conversation when it is sent. */
async function findAnswered(app: AppContext, draft: Model): Promise<Id | null> {
  const [messageId] = parseJson<string[]>(draft.get('inReplyTo')) ?? [];
  if (!messageId) return null;
  const where = { accountId: draft.get('accountId'), conversationId: draft.get('conversationId'), messageId };
  const answered = await app.db.getModel('mailMessages').findOne({ where, attributes: ['id'] });
  return answered ? (answered.get('id') as Id) : null;
}
