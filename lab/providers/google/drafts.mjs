// users.drafts.*. emulate edits a draft's message in place; Gmail deletes it and makes a new one with a new id. So an
// update here is create + delete, and the draft's public id points to emulate's newest.
import { badRequest, notFound } from './errors.mjs';
import { formatOf } from './messages.mjs';
import { renderMessage } from './payload.mjs';
import { sendBytes, threadFor } from './sending.mjs';
import { letterFromMime } from '../mime/letter.mjs';

const rawOf = (body) => body?.message?.raw && Buffer.from(body.message.raw, 'base64url');

export function createDrafts() {
  /** @type {Map<string, string>} public id to emulate's id, only where they differ */
  const upstreamIds = new Map();
  const upstream = (id) => upstreamIds.get(id) ?? id;
  const shown = (id) => [...upstreamIds].find(([, current]) => current === id)?.[0] ?? id;

  const read = async (g, mailbox, id) => {
    const { status, body } = await g.store.call(mailbox, 'GET', `drafts/${encodeURIComponent(upstream(id))}?format=minimal`);
    return status === 200 ? body : undefined;
  };

  async function write(g, ctx, bytes, threadId) {
    const thread = (await threadFor(g, ctx.mailbox, threadId, letterFromMime(bytes))) ?? undefined;
    const { body } = await g.store.call(ctx.mailbox, 'POST', 'drafts', { message: { ...g.store.toFields(bytes), threadId: thread, internalDate: String(Date.now()) } });
    return body;
  }

  const answer = (id, message) => ({ status: 200, body: { id, message: { id: message.id, threadId: message.threadId, labelIds: ['DRAFT'] } } });

  return {
    async list(g, ctx) {
      const query = new URLSearchParams(ctx.query);
      query.delete('fields');
      const { status, body } = await g.store.call(ctx.mailbox, 'GET', `drafts?${query}`);
      if (status !== 200) return { status, body };
      const drafts = body.drafts.map(({ id, message }) => ({ id: shown(id), message }));
      return { status: 200, body: { ...(drafts.length && { drafts }), ...(body.nextPageToken && { nextPageToken: body.nextPageToken }), resultSizeEstimate: body.resultSizeEstimate } };
    },
    async get(g, ctx, { id }) {
      const draft = await read(g, ctx.mailbox, id);
      const found = draft && (await g.store.get(ctx.mailbox, draft.message.id));
      return found ? { status: 200, body: { id, message: renderMessage(found.stored, found.bytes, formatOf(ctx)) } } : notFound();
    },
    async create(g, ctx, _params, body) {
      const bytes = rawOf(body);
      if (!bytes) return badRequest('Missing draft message');
      const draft = await write(g, ctx, bytes, body.message.threadId);
      g.changed(ctx.mailbox);
      return answer(draft.id, draft.message);
    },
    async update(g, ctx, { id }, body) {
      const bytes = rawOf(body);
      if (!bytes) return badRequest('Missing draft message');
      const old = await read(g, ctx.mailbox, id);
      if (!old) return notFound();
      const draft = await write(g, ctx, bytes, body.message.threadId ?? old.message.threadId);
      await g.store.call(ctx.mailbox, 'DELETE', `messages/${old.message.id}`);
      upstreamIds.set(id, draft.id);
      g.changed(ctx.mailbox);
      return answer(id, draft.message);
    },
    async delete(g, ctx, { id }) {
      const reply = await g.store.call(ctx.mailbox, 'DELETE', `drafts/${encodeURIComponent(upstream(id))}`);
      g.changed(ctx.mailbox);
      return reply.status < 300 ? { status: 204 } : notFound();
    },
    /** The draft's message goes and a new one with the label SENT comes. */
    async send(g, ctx, _params, body) {
      const draft = body?.id && (await read(g, ctx.mailbox, body.id));
      if (!draft) return body?.id ? notFound() : badRequest('Missing draft id');
      const bytes = rawOf(body) ?? (await g.store.get(ctx.mailbox, draft.message.id)).bytes;
      const reply = await sendBytes(g, ctx, bytes, body.message?.threadId ?? draft.message.threadId);
      if (reply.status === 200) await g.store.call(ctx.mailbox, 'DELETE', `messages/${draft.message.id}`);
      return reply;
    },
  };
}
