// Messages as the reading pane shows them.
import type { Database, Model } from '@nocobase/database';
import type { AttachmentView, Id, MessageView, SenderCheck, ThreadView } from '../../common/api';
import type { Keyword } from '../../common/constants';
import { MailError } from '../../common/errors';
import { parseJson } from '../accounts/json-column';
import { parseAddressList } from '../domain/address';
import { arrangeThread } from '../domain/threads';
import { viewUnsubscribe } from '../mailing-lists/unsubscribe';
import { categoriesOf } from './categories';
import { addresses, isThere } from './conversation-rows';
import { readLabels } from './labels';
import { readMailboxIds } from './memberships';

/** Every message of a conversation in reading order, without those that the provider has reported as deleted. @throws MailError `not-found` */
export async function viewThread(db: Database, accountId: Id, threadId: string): Promise<ThreadView> {
  const found = (await db.getModel('mailMessages').findAll({ where: { accountId, conversationId: threadId } })) as Model[];
  const rows = found.filter(isThere);
  const { order, root } = arrangeThread(
    rows.map((row) => ({
      row,
      id: row.get('id') as Id,
      date: new Date(row.get('date') as string),
      from: addresses(row, 'fromUser'),
      isRead: Boolean(row.get('isRead')),
      messageId: row.get('messageId') as string | null,
      inReplyTo: parseJson<string[]>(row.get('inReplyTo')) ?? [],
    })),
  );
  if (!root) throw new MailError('not-found');
  const messages = await viewMessages(db, order.map(({ row }) => row));
  return { accountId, threadId, subject: (root.row.get('subject') as string | null) ?? '', messages };
}

export async function viewMessages(db: Database, rows: Model[]): Promise<MessageView[]> {
  const ids = rows.map((row) => row.get('id') as Id);
  const [labels, mailboxes] = await Promise.all([readLabels(db, ids), readMailboxIds(db, ids)]);
  return rows.map((row): MessageView => {
    const id = row.get('id') as Id;
    return {
      id,
      accountId: row.get('accountId') as Id,
      messageId: (row.get('messageId') as string | null) ?? null,
      threadId: row.get('conversationId') as string,
      from: addresses(row, 'fromUser'),
      to: addresses(row, 'toUsers'),
      cc: addresses(row, 'ccUsers'),
      bcc: addresses(row, 'bccUsers'),
      replyTo: readReplyTo(row),
      subject: (row.get('subject') as string | null) ?? '',
      date: new Date(row.get('date') as string).toISOString(),
      keywords: parseJson<Keyword[]>(row.get('keywords')) ?? [],
      isTodo: Boolean(row.get('isTodo')),
      mailboxIds: mailboxes.get(String(id)) ?? [],
      html: (row.get('bodyHtml') as string | null) || null,
      text: (row.get('bodyText') as string | null) || null,
      hasRemoteContent: Boolean(row.get('hasRemoteContent')),
      attachments: parseJson<AttachmentView[]>(row.get('attachments')) ?? [],
      labels: labels.get(String(id)) ?? [],
      categories: categoriesOf(row),
      isBroken: Boolean(row.get('isBroken')),
      unsubscribe: viewUnsubscribe(row),
      senderCheck: parseJson<{ senderCheck?: SenderCheck }>(row.get('raw'))?.senderCheck ?? null,
    };
  });
}

function readReplyTo(row: Model) {
  const text = row.get('replyTo') as string | null;
  return text ? parseAddressList(text).filter(({ email }) => email !== '') : [];
}
