// The files of a message on its way out: uploads from disk, parts of stored messages straight from the provider.
import type { AttachmentView, ComposeAttachment, ComposeFileView, Id } from '../../common/api';
import { MailError } from '../../common/errors';
import { getAccount } from '../accounts/own-accounts';
import type { AppContext } from '../app-context';
import { parseJson } from '../accounts/json-column';
import type { OutgoingAttachment } from '../domain/message';
import { checkAttachmentBytes } from '../domain/outgoing-attachments';
import { listOwnAccountIds } from '../security/ownership';

/**
 * Checked and lazily opened: no byte is read before the message is written.
 * @throws MailError `not-found` for files the user may not use, `too-large` for their sum
 */
export async function openAttachments(app: AppContext, userId: Id, attachments: ComposeAttachment[]): Promise<OutgoingAttachment[]> {
  const ownAccountIds = await listOwnAccountIds(app.db, userId);
  const files = await Promise.all(attachments.map((attachment) => open(app, userId, ownAccountIds, attachment)));
  checkAttachmentBytes(files);
  return files;
}

/** For the form. Whoever wrote the message has to see that a file is missing. */
export async function viewAttachments(app: AppContext, userId: Id, attachments: ComposeAttachment[]): Promise<ComposeFileView[]> {
  const ownAccountIds = await listOwnAccountIds(app.db, userId);
  return Promise.all(
    attachments.map(async (attachment) => {
      const file = await open(app, userId, ownAccountIds, attachment).catch((error: unknown) => {
        if (error instanceof MailError && error.code === 'not-found') return undefined;
        throw error;
      });
      const { filename = '', contentType = '', sizeBytes = 0, cid = attachment.cid, disposition = 'attachment' } = file ?? {};
      return { ...attachment, filename, contentType, sizeBytes, ...(cid !== undefined && { cid }), disposition, ...(!file && { isGone: true }) };
    }),
  );
}

function open(app: AppContext, userId: Id, ownAccountIds: Id[], attachment: ComposeAttachment): Promise<OutgoingAttachment> {
  return 'uploadId' in attachment ? fromUpload(app, userId, attachment) : fromMessage(app, ownAccountIds, attachment);
}

async function fromUpload(
  app: AppContext,
  userId: Id,
  attachment: Extract<ComposeAttachment, { uploadId: Id }>,
): Promise<OutgoingAttachment> {
  const upload = await app.uploads.get(userId, attachment.uploadId);
  return {
    filename: upload.filename,
    contentType: upload.contentType,
    sizeBytes: upload.sizeBytes,
    cid: attachment.cid,
    disposition: attachment.disposition ?? (attachment.cid ? 'inline' : 'attachment'),
    open: async () => app.uploads.open(upload.id),
  };
}

async function fromMessage(
  app: AppContext,
  ownAccountIds: Id[],
  attachment: Extract<ComposeAttachment, { messageId: Id }>,
): Promise<OutgoingAttachment> {
  const row = await app.db.getModel('mailMessages').findOne({
    where: { id: attachment.messageId, accountId: ownAccountIds },
    attributes: ['id', 'accountId', 'mailId', 'attachments'],
  });
  const part = parseJson<AttachmentView[]>(row?.get('attachments'))?.find(({ blobId }) => blobId === attachment.blobId);
  if (!row || !part) throw new MailError('not-found', { field: 'attachments' });
  return {
    filename: part.filename,
    contentType: part.contentType,
    sizeBytes: part.sizeBytes,
    cid: attachment.cid ?? part.cid,
    disposition: attachment.disposition ?? part.disposition,
    async open() {
      const account = await getAccount(app.db, row.get('accountId') as Id);
      if (!account) throw new MailError('not-found', { field: 'attachments' });
      const { provider } = await app.providers.open(account);
      return provider.getBlob(row.get('mailId') as string, part.blobId);
    },
  };
}
