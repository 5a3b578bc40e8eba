// users.messages.* and attachments, over emulate.
import { badRequest, notFound } from './errors.mjs';
import { findPart, partOfAttachmentId, renderMessage } from './payload.mjs';
import { translate } from './search.mjs';

const FIXED = new Set(['SENT', 'DRAFT', 'CHAT']);
const FORMATS = new Set(['minimal', 'full', 'raw', 'metadata']);

export const formatOf = (ctx) => ctx.query.get('format') ?? 'full';

/** rfc822msgid: by our own index, then only the labels asked for. */
async function listByMessageId(g, ctx, query) {
  const [, wanted] = /(?:^|\s)rfc822msgid:(\S+)/i.exec(query.get('q'));
  const labels = [...query.getAll('labelIds'), ...[...query.get('q').matchAll(/(?:^|\s)(?:in|label):(\w+)/gi)].map(([, name]) => name.toUpperCase())];
  const found = await Promise.all(g.store.withMessageId(ctx.mailbox, wanted).map((id) => g.store.call(ctx.mailbox, 'GET', `messages/${id}?format=minimal`)));
  const hits = found.filter(({ status, body }) => status === 200 && labels.every((label) => body.labelIds.includes(label)) && (query.get('includeSpamTrash') === 'true' || !body.labelIds.some((label) => /^(TRASH|SPAM)$/.test(label))));
  const items = hits.map(({ body: { id, threadId } }) => ({ id, threadId }));
  return { status: 200, body: { ...(items.length && { messages: items }), resultSizeEstimate: items.length } };
}

/** Lists what emulate lists, minus the hits of negated terms. */
export async function listIds(g, ctx, kind) {
  const { query, without } = translate(ctx.query);
  const max = Number(query.get('maxResults') ?? 100);
  if (!Number.isInteger(max) || max < 0 || (query.get('pageToken') && !/^\d+$/.test(query.get('pageToken')))) return badRequest(`Invalid ${Number.isInteger(max) ? 'pageToken' : 'maxResults'}`);
  query.delete('fields');
  if (kind === 'messages' && /(^|\s)rfc822msgid:\S/i.test(query.get('q') ?? '')) return listByMessageId(g, ctx, query);
  const { status, body } = await g.store.call(ctx.mailbox, 'GET', `${kind}?${query}`);
  if (status !== 200) return { status, body };
  const gone = new Set();
  for (const term of without) {
    const hits = await g.store.call(ctx.mailbox, 'GET', `${kind}?${new URLSearchParams({ q: term, maxResults: '500', includeSpamTrash: 'true' })}`);
    for (const { id } of hits.body[kind] ?? []) gone.add(id);
  }
  const items = body[kind].filter(({ id }) => !gone.has(id));
  // Gmail leaves empty lists out.
  return { status: 200, body: { ...(items.length && { [kind]: items }), ...(body.nextPageToken && { nextPageToken: body.nextPageToken }), resultSizeEstimate: body.resultSizeEstimate } };
}

const brief = ({ id, threadId, labelIds }) => ({ id, threadId, ...(labelIds?.length && { labelIds }) });

/** @returns {object | undefined} the refusal */
export function checkLabelChange({ addLabelIds = [], removeLabelIds = [] } = {}) {
  const fixed = [...addLabelIds, ...removeLabelIds].find((id) => FIXED.has(id));
  if (fixed) return badRequest(`Invalid label: ${fixed}`);
  const both = addLabelIds.find((id) => removeLabelIds.includes(id));
  if (both) return badRequest('Cannot both add and remove the same label');
  if (addLabelIds.length + removeLabelIds.length === 0) return badRequest('No label add or removes specified');
  if (addLabelIds.length > 100 || removeLabelIds.length > 100) return badRequest('Too many labels');
  return undefined;
}

export const messages = {
  list: (g, ctx) => listIds(g, ctx, 'messages'),

  async get(g, ctx, { id }) {
    const format = formatOf(ctx);
    if (!FORMATS.has(format.toLowerCase())) return badRequest(`Invalid value at 'format' (type.googleapis.com/google.apps.gmail.v1.MessageFormat), "${format}"`);
    const found = await g.store.get(ctx.mailbox, id);
    if (!found) return notFound();
    return { status: 200, body: renderMessage(found.stored, found.bytes, format.toLowerCase(), ctx.query.getAll('metadataHeaders')) };
  },

  async attachment(g, ctx, { messageId, id }) {
    const where = partOfAttachmentId(id);
    const found = where?.messageId === messageId && (await g.store.get(ctx.mailbox, messageId));
    const part = found && findPart(found.bytes, where.partId);
    if (!part) return where ? notFound() : badRequest('Invalid attachment token');
    return { status: 200, body: { size: part.body.length, data: part.body.toString('base64url') } };
  },

  async modify(g, ctx, { id }, body) {
    const refusal = checkLabelChange(body);
    if (refusal) return refusal;
    const reply = await g.store.call(ctx.mailbox, 'POST', `messages/${encodeURIComponent(id)}/modify`, body);
    return reply.status === 200 ? { status: 200, body: brief(reply.body) } : reply;
  },

  async batchModify(g, ctx, _params, body) {
    if (!body?.ids?.length) return badRequest('No message ids specified');
    if (body.ids.length > 1000) return badRequest('Too many message ids');
    const refusal = checkLabelChange(body);
    if (refusal) return refusal;
    const reply = await g.store.call(ctx.mailbox, 'POST', 'messages/batchModify', body);
    return reply.status < 300 ? { status: 204 } : reply;
  },

  async batchDelete(g, ctx, _params, body) {
    if (!body?.ids?.length || body.ids.length > 1000) return badRequest('Invalid number of message ids');
    await g.store.call(ctx.mailbox, 'POST', 'messages/batchDelete', body);
    return { status: 204 };
  },

  async trash(g, ctx, { id }) {
    const reply = await g.store.call(ctx.mailbox, 'POST', `messages/${encodeURIComponent(id)}/trash`);
    return reply.status === 200 ? { status: 200, body: brief(reply.body) } : reply;
  },

  async untrash(g, ctx, { id }) {
    const reply = await g.store.call(ctx.mailbox, 'POST', `messages/${encodeURIComponent(id)}/untrash`);
    return reply.status === 200 ? { status: 200, body: brief(reply.body) } : reply;
  },

  async delete(g, ctx, { id }) {
    const reply = await g.store.call(ctx.mailbox, 'DELETE', `messages/${encodeURIComponent(id)}`);
    return reply.status < 300 ? { status: 204 } : reply;
  },

  async insert(g, ctx, _params, body) {
    if (!body?.raw) return badRequest("'raw' RFC822 payload message string or uploading message via /upload/* URL required");
    const stored = await g.store.insert(ctx.mailbox, Buffer.from(body.raw, 'base64url'), { labelIds: body.labelIds ?? [], threadId: body.threadId });
    g.changed(ctx.mailbox);
    return { status: 200, body: brief(stored) };
  },
};

export { brief };
