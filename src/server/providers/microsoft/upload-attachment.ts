// Adds a file to a draft. https://learn.microsoft.com/en-us/graph/outlook-large-attachments
import type { AttachmentItem, UploadSession } from '@microsoft/microsoft-graph-types';
import { MailError } from '../../../common/errors';
import type { MailConfig } from '../../config';
import type { OutgoingAttachment } from '../../domain/message';
import type { CallOptions } from '../provider';
import { messagePath } from './client';
import type { GraphClient } from './client';
import { graphError, readFailure, toGraphError } from './errors';
import { MAX_INLINE_BYTES, UPLOAD_RANGE_BYTES } from './limits';

const RANGE_TIMEOUT_MS = 120_000;

export async function uploadAttachment(client: GraphClient, messageId: string, attachment: OutgoingAttachment, options?: CallOptions) {
  const path = `${messagePath(messageId)}/attachments`;
  const isInline = attachment.disposition === 'inline';
  const common = { name: attachment.filename, contentType: attachment.contentType, isInline };
  if (attachment.sizeBytes < MAX_INLINE_BYTES) {
    const body = {
      '@odata.type': '#microsoft.graph.fileAttachment',
      ...common,
      ...(attachment.cid ? { contentId: attachment.cid } : {}),
      contentBytes: (await readAll(attachment)).toString('base64'),
    };
    await client.call({ method: 'POST', path, body }, options);
    return;
  }
  const item: AttachmentItem = {
    attachmentType: 'file',
    ...common,
    size: attachment.sizeBytes,
    ...(attachment.cid ? { contentId: attachment.cid } : {}),
  };
  const session = await client.call<UploadSession>(
    { method: 'POST', path: `${path}/createUploadSession`, body: { AttachmentItem: item } },
    options,
  );
  await putRanges(client, checkUploadUrl(session?.uploadUrl, client.config), attachment, options);
}

async function readAll(attachment: OutgoingAttachment): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await attachment.open()) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** Ranges have to come in order; one of them is in memory at a time. */
async function putRanges(client: GraphClient, url: string, attachment: OutgoingAttachment, options?: CallOptions): Promise<void> {
  const total = attachment.sizeBytes;
  let sent = 0;
  let pending = Buffer.alloc(0);
  const put = async (range: Buffer) => {
    await putRange(client, url, range, `bytes ${sent}-${sent + range.length - 1}/${total}`, options);
    sent += range.length;
  };
  for await (const chunk of await attachment.open()) {
    pending = Buffer.concat([pending, Buffer.from(chunk as Uint8Array)]);
    while (pending.length > UPLOAD_RANGE_BYTES) {
      await put(pending.subarray(0, UPLOAD_RANGE_BYTES));
      pending = pending.subarray(UPLOAD_RANGE_BYTES);
    }
  }
  if (pending.length > 0) await put(pending);
  if (sent !== total) throw new MailError('invalid-input', { field: 'attachments', detail: 'attachment is not as long as it said' });
}

/** Without Authorization: the address is the permission, and Outlook refuses a Graph token here. */
async function putRange(client: GraphClient, url: string, range: Buffer, contentRange: string, options?: CallOptions): Promise<void> {
  const release = await client.context.gate.acquire(1, options);
  try {
    const timeout = AbortSignal.timeout(RANGE_TIMEOUT_MS);
    const response = await fetch(url, {
      method: 'PUT',
      headers: { 'Content-Range': contentRange, 'Content-Type': 'application/octet-stream' },
      body: new Uint8Array(range),
      redirect: 'error',
      signal: options?.signal ? AbortSignal.any([timeout, options.signal]) : timeout,
    });
    const text = await response.text();
    if (!response.ok) throw graphError(readFailure(response.status, text, response.headers.get('retry-after')));
  } catch (cause) {
    const error = toGraphError(cause);
    if (error.code === 'rate-limited') client.context.gate.throttled(error.retryAfterMs);
    throw error;
  } finally {
    release();
  }
}

/** Hosts on which Exchange takes uploads, by cloud. */
const UPLOAD_HOSTS = /(^|\.)(office\.com|office365\.com|office365\.us|outlook\.com|outlook\.cn|office\.net|cloud\.microsoft)$/;

function checkUploadUrl(value: string | null | undefined, config: MailConfig): string {
  const url = value && URL.canParse(value) ? new URL(value) : null;
  const isTrusted = url && (url.origin === new URL(config.graphUrl).origin || (url.protocol === 'https:' && UPLOAD_HOSTS.test(url.hostname)));
  if (!url || !isTrusted) throw new MailError('unavailable', { detail: 'graph upload address is on an unknown host' });
  return url.href;
}
