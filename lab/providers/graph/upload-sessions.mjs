// Large attachments: a session, then ranges in order, each below 4 MB, without Authorization.
import { randomUUID } from 'node:crypto';
import { attach, idOf } from './attachments.mjs';
import { badRequest, graphError, notFound } from './errors.mjs';

const RANGE_MAX = 4 * 1024 * 1024;
const SIZE_MAX = 150 * 1024 * 1024;

export function createUploadSessions() {
  /** @type {Map<string, {mailbox: object, item: object, spec: object, chunks: Buffer[], have: number, expires: number}>} */
  const sessions = new Map();

  return {
    clear: () => sessions.clear(),
    create({ mailbox }, ctx, { id }, json) {
      const item = mailbox.find(id);
      if (!item) return notFound();
      const spec = json.AttachmentItem ?? json.attachmentItem;
      if (!spec?.name || !Number.isInteger(spec.size) || !/^(file|item)$/i.test(spec.attachmentType ?? '')) return badRequest('AttachmentItem must have attachmentType, name and size.', 'ErrorInvalidRequest');
      if (spec.size > SIZE_MAX) return graphError(413, 'ErrorAttachmentSizeShouldNotBeGreaterThan', 'Attachment size exceeds 150 MB.');
      // The real service refuses sessions for small files: they go in one POST.
      if (spec.size < 3 * 1024 * 1024) return badRequest('Attachment size must be at least 3 MB for an upload session.', 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize');
      const token = randomUUID();
      const expires = Date.now() + 2 * 86_400_000;
      sessions.set(token, { mailbox, item, spec, chunks: [], have: 0, expires });
      return {
        status: 201,
        body: {
          '@odata.context': `${ctx.origin}/graph/v1.0/$metadata#microsoft.graph.uploadSession`,
          uploadUrl: `${ctx.origin}/graph-upload/${token}?authtoken=${randomUUID()}`,
          expirationDateTime: new Date(expires).toISOString(), nextExpectedRanges: ['0-'],
        },
      };
    },
    /** The address given out by `create`: PUT ranges, GET the state, DELETE to give up. */
    handle(ctx) {
      const session = sessions.get(ctx.path.slice(1));
      if (!session || session.expires < Date.now()) return graphError(404, 'ErrorItemNotFound', 'The upload session was not found.');
      if (ctx.headers.authorization) return graphError(401, 'InvalidAuthenticationToken', 'Do not send an Authorization header to the upload URL.');
      const state = () => ({ expirationDateTime: new Date(session.expires).toISOString(), nextExpectedRanges: [`${session.have}-`] });
      if (ctx.method === 'DELETE') {
        sessions.delete(ctx.path.slice(1));
        return { status: 204 };
      }
      if (ctx.method === 'GET') return { status: 200, body: state() };
      const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(ctx.headers['content-range'] ?? '');
      if (!range) return badRequest('Content-Range is missing or malformed.', 'ErrorInvalidRequest');
      const [from, to, total] = range.slice(1).map(Number);
      if (total !== session.spec.size || to - from + 1 !== ctx.body.length) return badRequest('Content-Range does not agree with the size of the content.', 'ErrorInvalidRequest');
      if (ctx.body.length > RANGE_MAX) return graphError(413, 'RequestEntityTooLarge', 'A range must be smaller than 4 MB.');
      if (from !== session.have) return graphError(416, 'InvalidRange', 'The uploaded fragment is out of order.');
      session.chunks.push(ctx.body);
      session.have += ctx.body.length;
      if (session.have < total) return { status: 200, body: state() };
      sessions.delete(ctx.path.slice(1));
      const { mailbox, item, spec } = session;
      const file = { filename: spec.name, contentType: spec.contentType ?? 'application/octet-stream', content: Buffer.concat(session.chunks), inline: spec.isInline === true, ...(spec.contentId && { cid: spec.contentId }) };
      attach(mailbox, item, file);
      return { status: 201, headers: { location: `${ctx.origin}/graph/v1.0/me/messages/${item.ordinaryId}/attachments/${idOf(item, file)}` } };
    },
  };
}
