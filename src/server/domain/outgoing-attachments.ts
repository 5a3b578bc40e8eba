// The files a client attaches. They are named by ids only: never by a path, an address or content in the request.
import type { ComposeAttachment } from '../../common/api';
import { MAX_ATTACHMENTS_BYTES } from '../../common/constants';
import { invalid, requireId, tooLarge } from './input';

export const MAX_ATTACHMENTS = 100;
const BLOB_ID = /^[^\s\p{C}]{1,2000}$/u;
const CONTENT_ID = /^[^\s<>\p{C}\p{Z}"(),;:\\]{1,300}$/u;

/** The files of one message together; `too-large` on the field `attachments`. */
export function checkAttachmentBytes(files: Array<{ sizeBytes: number }>, maxBytes = MAX_ATTACHMENTS_BYTES): void {
  if (files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > maxBytes) {
    throw tooLarge('attachments', maxBytes);
  }
}

/** Upload ids, or parts of stored messages. Whose they are is the caller's question. A file without Content-ID is never inline. */
export function checkAttachments(attachments: unknown): ComposeAttachment[] {
  if (attachments === undefined || attachments === null) {
    return [];
  }
  if (!Array.isArray(attachments)) {
    throw invalid('attachments');
  }
  if (attachments.length > MAX_ATTACHMENTS) {
    throw tooLarge('attachments', MAX_ATTACHMENTS);
  }
  return attachments.map(checkAttachment);
}

function checkAttachment(value: unknown): ComposeAttachment {
  if (typeof value !== 'object' || value === null) {
    throw invalid('attachments');
  }
  const { uploadId, messageId, blobId, cid, disposition } = value as Record<string, unknown>;
  const hasCid = typeof cid === 'string' && CONTENT_ID.test(cid);
  if ((cid !== undefined && cid !== null && !hasCid) || ![undefined, null, 'attachment', 'inline'].includes(disposition as undefined)) {
    throw invalid('attachments');
  }
  const placement = { ...(hasCid ? { cid } : {}), disposition: disposition === 'inline' && hasCid ? ('inline' as const) : ('attachment' as const) };
  if (uploadId !== undefined) {
    return { uploadId: requireId(uploadId, 'attachments'), ...placement };
  }
  if (typeof blobId !== 'string' || !BLOB_ID.test(blobId)) {
    throw invalid('attachments');
  }
  return { messageId: requireId(messageId, 'attachments'), blobId, ...placement };
}
