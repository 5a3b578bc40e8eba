// Looks for a sent message by our own header.
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1.js';
import { SUBMISSION_HEADER } from '../../domain/message';
import type { CallOptions, MessageRef } from '../provider';
import type { BatchRunner } from './batch';
import { partHeader } from './body';
import type { GmailClient } from './client';
import { UNITS } from './quota';

const PAGE = 25;
const MAX_PAGES = 20;
/** Between our clock and Google's. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Gmail cannot search `X-` headers, and it replaces the Message-ID, so the newest of Sent are read. The label listing is
 * used instead of `in:sent after:` because the search index lags behind a send.
 */
export async function findSubmission(
  client: GmailClient,
  batch: BatchRunner,
  submissionId: string,
  sentAfter: Date,
  options?: CallOptions,
): Promise<MessageRef | null> {
  const oldest = sentAfter.getTime() - CLOCK_SKEW_MS;
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const list = await client.call(
      UNITS.messagesList,
      (api, request) => api.users.messages.list({ userId: 'me', labelIds: ['SENT'], maxResults: PAGE, pageToken }, request),
      options,
    );
    const headers = await readHeaders(batch, list.messages ?? [], options);
    const found = headers.find((message) => partHeader(message.payload ?? {}, SUBMISSION_HEADER.toLowerCase())?.trim() === submissionId);
    if (found?.id) return { id: found.id, threadId: found.threadId ?? found.id };
    const reachedOlder = headers.some((message) => Number(message.internalDate ?? 0) < oldest);
    if (reachedOlder || !list.nextPageToken) return null;
    pageToken = list.nextPageToken;
  }
  return null;
}

/** Throws when one of them cannot be read: "not found" would lead to a second sending. */
async function readHeaders(batch: BatchRunner, messages: gmail_v1.Schema$Message[], options?: CallOptions) {
  const calls = messages.map(({ id }) => ({
    key: id ?? '',
    path: `/gmail/v1/users/me/messages/${encodeURIComponent(id ?? '')}?format=metadata&metadataHeaders=${SUBMISSION_HEADER}`,
  }));
  const answers = await batch.run<gmail_v1.Schema$Message>(calls, UNITS.messagesGet, options);
  return answers.flatMap((answer) => {
    if (answer.ok) return [answer.data];
    if (answer.error.code === 'not-found') return [];
    throw answer.error;
  });
}
