// Bytes of an attachment or of the whole message.
import type { Readable } from 'node:stream';
import type { CallOptions } from '../provider';
import { messagePath } from './client';
import type { GraphClient } from './client';
import { MailError } from '../../../common/errors';

/**
 * An attached message comes as MIME.
 * @throws MailError `not-found`; `unsupported` for a link to a cloud file, which has no bytes here.
 */
export async function getBlob(client: GraphClient, messageId: string, blobId: string, options?: CallOptions): Promise<Readable> {
  if (blobId === 'raw') return client.stream({ path: `${messagePath(messageId)}/$value` }, options);
  const path = `${messagePath(messageId)}/attachments/${encodeURIComponent(blobId)}/$value`;
  return client.stream({ path }, options).catch((error: MailError) => {
    // Graph refuses $value of a reference attachment as a bad request.
    throw error.code === 'invalid-input' ? new MailError('unsupported', { cause: error }) : error;
  });
}
