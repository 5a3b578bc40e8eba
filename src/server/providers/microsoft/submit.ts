// Sends a message: draft first, because sendMail answers without an id and a draft keeps its immutable id in Sent.
import { MailError } from '../../../common/errors';
import type { OutgoingMessage } from '../../domain/message';
import type { CallOptions, MessageRef } from '../provider';
import { messagePath } from './client';
import type { GraphClient } from './client';
import { createDraft, discardMessage } from './create-draft';

/** Not idempotent. After `unavailable` nobody knows whether it was sent: ask `findSubmission`. */
export async function submit(
  client: GraphClient,
  message: OutgoingMessage,
  draftMessageId?: string,
  options?: CallOptions,
): Promise<MessageRef> {
  const draft = await createDraft(client, message, options);
  try {
    await client.call({ method: 'POST', path: `${messagePath(draft.id)}/send` }, options);
  } catch (error) {
    // A clear refusal means that it was not sent; after a lost answer the draft may be on its way and is left alone.
    if (error instanceof MailError && error.code !== 'unavailable') await discardMessage(client, draft.id, options);
    throw error;
  }
  if (draftMessageId) await discardMessage(client, draftMessageId, options);
  return draft;
}
