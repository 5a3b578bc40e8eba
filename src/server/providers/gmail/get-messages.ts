// Whole messages by id.
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1.js';
import { MailError, toMailError } from '../../../common/errors';
import type { CallOptions, FetchResult, GetMessagesOptions } from '../provider';
import type { BatchAnswer, BatchRunner } from './batch';
import { selectParts } from './body';
import type { Part } from './body';
import type { GmailClient } from './client';
import { toMessage } from './message';
import { getThreads } from './get-threads';
import { UNITS } from './quota';

type Message = gmail_v1.Schema$Message;

const MAX_IDS = 100;
/** A longer body text is shown as an attachment would be: not at all, rather than filling the memory. */
const MAX_BODY_BYTES = 5_000_000;

/** One result per id, in order. format=full costs the same as metadata, so nothing is read twice. */
export async function getMessages(
  client: GmailClient,
  batch: BatchRunner,
  ids: string[],
  { threadIds, ...options }: GetMessagesOptions = {},
): Promise<FetchResult[]> {
  if (ids.length > MAX_IDS) throw new MailError('invalid-input', { field: 'ids' });
  const byThread = threadIds ? await getThreads(batch, ids, threadIds, options) : new Map<string, BatchAnswer<Message>>();
  const single = await getSingly(batch, ids.filter((id) => !byThread.has(id)), byThread.size > 0, options);
  const answers = new Map([...byThread, ...single.map((answer) => [answer.key, answer] as const)]);
  const results: FetchResult[] = [];
  for (const id of ids) {
    const answer = answers.get(id);
    if (answer) results.push(await toResult(client, answer, options));
  }
  return results;
}

async function getSingly(batch: BatchRunner, ids: string[], isDecided: boolean, options?: CallOptions): Promise<Array<BatchAnswer<Message>>> {
  const calls = ids.map((id) => ({ key: id, path: `/gmail/v1/users/me/messages/${encodeURIComponent(id)}?format=full` }));
  try {
    return await batch.run<Message>(calls, UNITS.messagesGet, options);
  } catch (cause) {
    // What the threads have brought is paid for.
    if (!isDecided || options?.signal?.aborted) throw cause;
    const error = toMailError(cause);
    return ids.map((id) => ({ key: id, ok: false, error }));
  }
}

async function toResult(client: GmailClient, answer: BatchAnswer<Message>, options?: CallOptions): Promise<FetchResult> {
  const id = answer.key;
  if (!answer.ok) {
    return answer.error.code === 'not-found' ? { id, status: 'gone' } : { id, status: 'error', error: answer.error };
  }
  try {
    await completeBody(client, answer.data, options);
    return { id, status: 'found', message: toMessage(answer.data) };
  } catch (error) {
    return { id, status: 'error', error: toMailError(error) };
  }
}

/** Long texts come without data, like attachments. */
async function completeBody(client: GmailClient, message: Message, options?: CallOptions): Promise<void> {
  const { html, text } = selectParts(message.payload ?? {});
  for (const part of new Set<Part>([...html, ...text])) {
    const attachmentId = part.body?.attachmentId;
    if (!part.body || part.body.data || !attachmentId || (part.body.size ?? 0) > MAX_BODY_BYTES) continue;
    const blob = await client.call(
      UNITS.attachmentsGet,
      (api, request) =>
        api.users.messages.attachments.get({ userId: 'me', messageId: message.id ?? '', id: attachmentId }, request),
      options,
    );
    part.body.data = blob.data;
  }
}
