// Names, types and sizes of the attachments of many messages: together where a list has them, the others in batches.
import type { Attachment } from '@microsoft/microsoft-graph-types';
import type { MailError } from '../../../common/errors';
import type { RemoteMessage } from '../../domain/message';
import type { CallOptions } from '../provider';
import { runBatch } from './batch';
import type { BatchAnswer } from './batch';
import { messagePath, withQuery } from './client';
import type { GraphClient } from './client';
import { expandAttachments } from './expand-attachments';
import { ATTACHMENT_FIELDS, mayHaveAttachments, toMessage } from './message';
import type { WireMessage } from './message';

export type CompletedMessage = { ok: true; message: RemoteMessage } | { ok: false; id: string; threadId: string; error: MailError };

const PAGE = 100;

/**
 * One result per message, in order. A message whose attachments cannot be listed now is an error, never half a message.
 * @param list path of a list that has all of these messages, if there is one: then most need no request of their own
 */
export async function completeMessages(client: GraphClient, messages: WireMessage[], list: string | null, options?: CallOptions): Promise<CompletedMessage[]> {
  const asked = messages.filter(mayHaveAttachments);
  const known = list === null ? new Map<string, Attachment[]>() : await expandAttachments(client, list, asked, options);
  const calls = asked.filter(({ id }) => !known.has(id)).map(({ id }) => ({
    key: id,
    path: withQuery(`${messagePath(id)}/attachments`, { $select: ATTACHMENT_FIELDS, $top: PAGE }),
  }));
  const answers = await listAll(client, calls, options);
  const byId = new Map(answers.map((answer) => [answer.key, answer]));
  return messages.map((message): CompletedMessage => {
    const answer = byId.get(message.id);
    if (!answer || answer.ok) return { ok: true, message: toMessage(message, answer?.data.value ?? known.get(message.id) ?? []) };
    return { ok: false, id: message.id, threadId: message.conversationId ?? message.id, error: answer.error };
  });
}

type AttachmentPage = { value?: Attachment[] };

/** When not even the first batch gets through, all of them failed with its error; the messages themselves are here already. */
async function listAll(client: GraphClient, calls: Array<{ key: string; path: string }>, options?: CallOptions) {
  try {
    return await runBatch<AttachmentPage>(client, calls, options);
  } catch (error) {
    return calls.map(({ key }): BatchAnswer<AttachmentPage> => ({ key, ok: false, error: error as MailError }));
  }
}
