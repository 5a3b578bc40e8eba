// A Gmail notice inside its Pub/Sub envelope. https://developers.google.com/workspace/gmail/api/guides/push#receiving_notifications
import { MailError } from '../../../common/errors';
import type { Notice } from '../push';

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

export interface PubsubMessage {
  /** base64 of {"emailAddress": …, "historyId": …}. */
  data?: unknown;
}

/** The body of a push. @throws MailError `invalid-input` */
export function parseEnvelope(body: string): PubsubMessage {
  const message = parseObject(body)?.message;
  if (typeof message !== 'object' || message === null) throw junk();
  return message;
}

/** The history id is left alone: the account's own cursor is the truth. @throws MailError `invalid-input` */
export function readMessage({ data }: PubsubMessage): Notice {
  const email = typeof data === 'string' ? parseObject(Buffer.from(data, 'base64').toString('utf8'))?.emailAddress : undefined;
  if (typeof email !== 'string' || !ADDRESS.test(email)) throw junk();
  return { event: 'changed', subject: { email } };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const junk = () => new MailError('invalid-input', { detail: 'no Gmail notice' });
