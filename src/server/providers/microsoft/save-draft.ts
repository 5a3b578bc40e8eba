// Creates or replaces a draft.
import type { OutgoingMessage } from '../../domain/message';
import type { CallOptions, MessageRef } from '../provider';
import type { GraphClient } from './client';
import { createDraft, discardMessage } from './create-draft';

/**
 * The new draft exists before the old one goes: Graph cannot replace MIME, and a PATCH would lose the reply headers and
 * the attachments. The message id changes with every save.
 */
export async function saveDraft(
  client: GraphClient,
  message: OutgoingMessage,
  replacesMessageId?: string,
  options?: CallOptions,
): Promise<MessageRef> {
  const draft = await createDraft(client, message, options);
  if (replacesMessageId && replacesMessageId !== draft.id) await discardMessage(client, replacesMessageId, options);
  return draft;
}
