// A draft made from MIME: the only way in which Graph keeps In-Reply-To, References and our own header.
import type { Message } from '@microsoft/microsoft-graph-types';
import { MailError } from '../../../common/errors';
import { composeMime } from '../../domain/mime';
import type { OutgoingMessage } from '../../domain/message';
import type { CallOptions, MessageRef } from '../provider';
import { messagePath } from './client';
import type { GraphClient } from './client';
import { MAX_INLINE_BYTES, MAX_MESSAGE_BYTES } from './limits';
import { uploadAttachment } from './upload-attachment';

/** Nothing is sent. When a part fails, the half draft is taken away again. */
export async function createDraft(client: GraphClient, message: OutgoingMessage, options?: CallOptions): Promise<MessageRef> {
  const attachmentBytes = message.attachments.reduce((sum, attachment) => sum + attachment.sizeBytes, 0);
  if (attachmentBytes > MAX_MESSAGE_BYTES) throw new MailError('too-large', { field: 'attachments', values: { maxBytes: MAX_MESSAGE_BYTES } });
  // Base64 inside of MIME: 4/3, and line ends.
  if (attachmentBytes * 1.37 < MAX_INLINE_BYTES) {
    const whole = await composeMime(message, { keepBcc: true });
    if (whole.length <= MAX_INLINE_BYTES) return postMime(client, whole, message, options);
  }
  const text = await composeMime(message, { keepBcc: true, attachments: false });
  if (text.length > MAX_INLINE_BYTES) throw new MailError('too-large', { field: 'html', values: { maxBytes: MAX_INLINE_BYTES } });
  const draft = await postMime(client, text, message, options);
  try {
    for (const attachment of message.attachments) await uploadAttachment(client, draft.id, attachment, options);
  } catch (error) {
    await discardMessage(client, draft.id, options);
    throw error;
  }
  return draft;
}

async function postMime(client: GraphClient, mime: Buffer, message: OutgoingMessage, options?: CallOptions): Promise<MessageRef> {
  const draft = await client.call<Message>(
    { method: 'POST', path: '/me/messages', contentType: 'text/plain', body: mime.toString('base64') },
    options,
  );
  const id = draft?.id;
  if (!id) throw new MailError('unavailable', { detail: 'graph answered without message.id' });
  // Exchange puts its own address in for some aliases; the draft says so, and JSON can set it.
  const from = draft.from?.emailAddress?.address;
  if (from && from.toLowerCase() !== message.from.email.toLowerCase()) {
    const emailAddress = { address: message.from.email, name: message.from.name };
    await client.call({ method: 'PATCH', path: messagePath(id), body: { from: { emailAddress } } }, options);
  }
  return { id, threadId: draft.conversationId ?? id };
}

/** Best effort: what stays behind is a draft that the user can see and delete. */
export async function discardMessage(client: GraphClient, id: string, options?: CallOptions): Promise<void> {
  await client.call({ method: 'DELETE', path: messagePath(id) }, options).catch(() => undefined);
}
