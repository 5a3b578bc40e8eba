// Sends a message.
import { Readable } from 'node:stream';
import { MailError } from '../../../common/errors';
import { composeMime } from '../../domain/mime';
import type { OutgoingMessage } from '../../domain/message';
import type { CallOptions, MessageRef } from '../provider';
import type { GmailClient } from './client';
import { required } from './client';
import { deleteDraft, findDraftId } from './drafts';
import { MAX_MESSAGE_BYTES, UNITS } from './quota';

/** Not idempotent. After `unavailable` nobody knows whether it was sent: ask `findSubmission`. */
export async function submit(
  client: GmailClient,
  message: OutgoingMessage,
  draftMessageId?: string,
  options?: CallOptions,
): Promise<MessageRef> {
  const mime = await composeForGmail(message);
  const sent = await send(client, mime, message.threadId, options);
  if (draftMessageId) await discardDraft(client, draftMessageId, options);
  return sent;
}

/** @throws MailError `too-large` before anything is uploaded. */
export async function composeForGmail(message: OutgoingMessage): Promise<Buffer> {
  const mime = await composeMime(message, { keepBcc: true });
  if (mime.length > MAX_MESSAGE_BYTES) throw new MailError('too-large', { field: 'attachments', values: { maxBytes: MAX_MESSAGE_BYTES } });
  return mime;
}

async function send(client: GmailClient, mime: Buffer, threadId: string | null, options?: CallOptions): Promise<MessageRef> {
  try {
    const sent = await client.call(
      UNITS.messagesSend,
      (api, request) =>
        api.users.messages.send(
          {
            userId: 'me',
            // With a JSON part the upload is multipart; a plain media upload would lose the threadId.
            requestBody: threadId === null ? {} : { threadId },
            media: { mimeType: 'message/rfc822', body: Readable.from([mime]) },
          },
          request,
        ),
      options,
      true,
    );
    const id = required(sent.id, 'message.id');
    return { id, threadId: sent.threadId ?? id };
  } catch (error) {
    // The conversation is gone. Refused means not sent, so a new conversation is safe.
    if (threadId !== null && error instanceof MailError && error.code === 'not-found') return send(client, mime, null, options);
    throw error;
  }
}

/** The mail is on its way: a draft that stays behind must not turn that into a failure. */
async function discardDraft(client: GmailClient, messageId: string, options?: CallOptions): Promise<void> {
  try {
    const draftId = await findDraftId(client, messageId, options);
    if (draftId) await deleteDraft(client, draftId, options);
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
  }
}
