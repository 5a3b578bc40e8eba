// Bytes of a part or of the whole message.
import { Readable, pipeline } from 'node:stream';
import { MailError } from '../../../common/errors';
import type { CallOptions } from '../provider';
import { createBase64FieldDecoder } from './base64-json';
import type { Part } from './body';
import type { GmailClient } from './client';
import { UNITS } from './quota';

/** @throws MailError `not-found` when the message or the part does not exist. */
export async function getBlob(client: GmailClient, messageId: string, blobId: string, options?: CallOptions): Promise<Readable> {
  if (blobId === 'raw') {
    const answer = await client.stream(
      UNITS.messagesGet,
      (api, request) => api.users.messages.get({ userId: 'me', id: messageId, format: 'raw' }, request),
      options,
    );
    return decode(answer, 'raw');
  }
  // The attachmentId changes with each answer, so it is looked up when it is used.
  const message = await client.call(
    UNITS.messagesGet,
    (api, request) => api.users.messages.get({ userId: 'me', id: messageId, format: 'full', fields: 'payload' }, request),
    options,
  );
  const part = findPart(message.payload ?? {}, blobId);
  if (!part) throw new MailError('not-found', { detail: 'gmail message has no such part' });
  const attachmentId = part.body?.attachmentId;
  if (!attachmentId) return Readable.from([Buffer.from(part.body?.data ?? '', 'base64url')]);
  const answer = await client.stream(
    UNITS.attachmentsGet,
    (api, request) => api.users.messages.attachments.get({ userId: 'me', messageId, id: attachmentId }, request),
    options,
  );
  return decode(answer, 'data');
}

function decode(answer: Readable, field: 'data' | 'raw'): Readable {
  // The error reaches the reader through the decoder itself.
  return pipeline(answer, createBase64FieldDecoder(field), () => undefined);
}

function findPart(part: Part, partId: string): Part | null {
  if ((part.partId || '0') === partId && !part.mimeType?.startsWith('multipart/')) return part;
  for (const child of part.parts ?? []) {
    const found = findPart(child, partId);
    if (found) return found;
  }
  return null;
}
