// Creates or replaces a draft.
import { Readable } from 'node:stream';
import { MailError } from '../../../common/errors';
import type { OutgoingMessage } from '../../domain/message';
import type { CallOptions, MessageRef } from '../provider';
import type { GmailClient } from './client';
import { required } from './client';
import { findDraftId } from './drafts';
import { UNITS } from './quota';
import { composeForGmail } from './submit';

/** The message id changes with every save; the draft stays one. A draft that was sent or deleted meanwhile is made anew. */
export async function saveDraft(
  client: GmailClient,
  message: OutgoingMessage,
  replacesMessageId?: string,
  options?: CallOptions,
): Promise<MessageRef> {
  const mime = await composeForGmail(message);
  const draftId = replacesMessageId ? await findDraftId(client, replacesMessageId, options) : null;
  try {
    return await upload(client, mime, draftId, message.threadId, options);
  } catch (error) {
    const isGone = error instanceof MailError && error.code === 'not-found';
    if (!isGone || (draftId === null && message.threadId === null)) throw error;
    return upload(client, mime, null, null, options);
  }
}

async function upload(client: GmailClient, mime: Buffer, draftId: string | null, threadId: string | null, options?: CallOptions) {
  const draft = await client.call(
    draftId === null ? UNITS.draftsCreate : UNITS.draftsUpdate,
    (api, request) => {
      const requestBody = { message: threadId === null ? {} : { threadId } };
      const media = { mimeType: 'message/rfc822', body: Readable.from([mime]) };
      return draftId === null
        ? api.users.drafts.create({ userId: 'me', requestBody, media }, request)
        : api.users.drafts.update({ userId: 'me', id: draftId, requestBody, media }, request);
    },
    options,
    true,
  );
  const id = required(draft.message?.id, 'draft.message.id');
  return { id, threadId: draft.message?.threadId ?? id };
}
