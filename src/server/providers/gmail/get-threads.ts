// Messages by the threads that they are in: `threads.get` costs as much as two messages, whatever the thread holds.
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1.js';
import { toMailError } from '../../../common/errors';
import type { MailErrorCode } from '../../../common/errors';
import type { CallOptions } from '../provider';
import type { BatchAnswer, BatchRunner } from './batch';
import { THREAD_FROM, UNITS } from './quota';

type Message = gmail_v1.Schema$Message;

/** Whoever is asked next would answer the same. */
const OF_THE_ACCOUNT: readonly MailErrorCode[] = ['rate-limited', 'auth-expired', 'auth-revoked'];

/**
 * Answers for those of `ids` that a thread brought; for all of them once the account is refused. The others have to be asked for
 * by themselves: they are few in their thread, or it has failed (too big, or merged into another), or it is without them, which
 * does not prove that they are gone.
 * @throws MailError when the account was refused before anything was answered
 */
export async function getThreads(
  batch: BatchRunner,
  ids: string[],
  threadIds: ReadonlyMap<string, string>,
  options?: CallOptions,
): Promise<Map<string, BatchAnswer<Message>>> {
  const wanted = groupByThread(ids, threadIds);
  const calls = [...wanted.keys()].map((id) => ({ key: id, path: `/gmail/v1/users/me/threads/${encodeURIComponent(id)}?format=full` }));
  const found = new Map<string, BatchAnswer<Message>>();
  const answers = await run(batch, calls, options);
  for (const answer of answers) {
    const members = wanted.get(answer.key) ?? [];
    for (const message of answer.ok ? (answer.data.messages ?? []) : []) {
      if (message.id && members.includes(message.id)) found.set(message.id, { key: message.id, ok: true, data: message });
    }
  }
  const refusal = answers.find((answer) => !answer.ok && OF_THE_ACCOUNT.includes(answer.error.code));
  if (refusal && !refusal.ok) for (const id of ids) if (!found.has(id)) found.set(id, { key: id, ok: false, error: refusal.error });
  return found;
}

async function run(batch: BatchRunner, calls: Parameters<BatchRunner['run']>[0], options?: CallOptions): Promise<Array<BatchAnswer<gmail_v1.Schema$Thread>>> {
  try {
    return await batch.run<gmail_v1.Schema$Thread>(calls, UNITS.threadsGet, options);
  } catch (cause) {
    const error = toMailError(cause);
    if (options?.signal?.aborted || OF_THE_ACCOUNT.includes(error.code)) throw error;
    return [];
  }
}

function groupByThread(ids: string[], threadIds: ReadonlyMap<string, string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const id of new Set(ids)) {
    const threadId = threadIds.get(id);
    if (threadId) groups.set(threadId, [...(groups.get(threadId) ?? []), id]);
  }
  return new Map([...groups].filter(([, members]) => members.length >= THREAD_FROM));
}
