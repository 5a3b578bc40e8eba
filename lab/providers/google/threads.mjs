// users.threads.*
import { notFound } from './errors.mjs';
import { brief, checkLabelChange, formatOf, listIds } from './messages.mjs';
import { renderMessage } from './payload.mjs';

// Gmail shows trashed messages of a thread too; emulate hides them unless asked.
const path = (id, rest = '') => `threads/${encodeURIComponent(id)}${rest}`;

const act = (verb) => async (g, ctx, { id }, body) => {
  const refusal = verb === 'modify' && checkLabelChange(body);
  if (refusal) return refusal;
  const reply = await g.store.call(ctx.mailbox, 'POST', path(id, `/${verb}`), body);
  if (reply.status !== 200) return reply;
  g.changed(ctx.mailbox);
  return { status: 200, body: { id: reply.body.id, historyId: reply.body.historyId, messages: reply.body.messages.map(brief) } };
};

export const threads = {
  list: (g, ctx) => listIds(g, ctx, 'threads'),
  async get(g, ctx, { id }) {
    const { status, body } = await g.store.call(ctx.mailbox, 'GET', path(id, '?format=raw&includeSpamTrash=true'));
    if (status !== 200) return notFound();
    const messages = body.messages.map((stored) => renderMessage(stored, g.store.bytesOf(stored.raw), formatOf(ctx), ctx.query.getAll('metadataHeaders')));
    return { status: 200, body: { id: body.id, historyId: body.historyId, messages } };
  },
  modify: act('modify'),
  trash: act('trash'),
  untrash: act('untrash'),
  async delete(g, ctx, { id }) {
    const reply = await g.store.call(ctx.mailbox, 'DELETE', path(id));
    g.changed(ctx.mailbox);
    return reply.status < 300 ? { status: 204 } : reply;
  },
};
