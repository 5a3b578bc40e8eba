// Profile, labels, history, watch and send-as identities.
import { badRequest, googleError, notFound } from './errors.mjs';
import { toInternal, toPublic } from './history-ids.mjs';

const passLabel = (verb) => async (g, ctx, { id }, body) => {
  const { status, body: answer } = await g.store.call(ctx.mailbox, verb, id ? `labels/${encodeURIComponent(id)}` : 'labels', body);
  // Gmail says 409 to a name that is taken; emulate says 400.
  if (status >= 300) return /exists/.test(answer?.error?.message) ? googleError(409, 'Label name exists or conflicts', 'aborted') : { status, body: answer };
  if (verb === 'DELETE') return { status: 204 };
  if (verb === 'GET' && id) return { status, body: answer };
  return { status: 200, body: withoutCounts(answer) };
};

/** labels.list has no counts at Gmail, and create answers without them too. */
function withoutCounts({ messagesTotal, messagesUnread, threadsTotal, threadsUnread, ...label }) {
  if (label.type === 'system') {
    delete label.messageListVisibility;
    delete label.labelListVisibility;
  }
  return label;
}

export const labels = {
  async list(g, ctx) {
    const { body } = await g.store.call(ctx.mailbox, 'GET', 'labels');
    return { status: 200, body: { labels: body.labels.map(withoutCounts) } };
  },
  get: passLabel('GET'), create: passLabel('POST'), update: passLabel('PUT'), patch: passLabel('PATCH'), delete: passLabel('DELETE'),
};

export const users = {
  async getProfile(g, ctx) {
    const count = async (kind) => (await g.store.call(ctx.mailbox, 'GET', `${kind}?maxResults=1&includeSpamTrash=true`)).body.resultSizeEstimate;
    return { status: 200, body: { emailAddress: ctx.mailbox, messagesTotal: await count('messages'), threadsTotal: await count('threads'), historyId: await g.store.currentHistoryId(ctx.mailbox) } };
  },
  async watch(g, ctx, _params, body) {
    if (!/^projects\/[^/]+\/topics\/[^/]+$/.test(body?.topicName ?? '')) return badRequest('Invalid topicName does not match projects/<project>/topics/*');
    const current = g.watches.get(ctx.mailbox);
    if (current && current.topicName !== body.topicName) return badRequest('Only one user push notification client allowed per developer (call /stop then try again)', 'failedPrecondition', 'FAILED_PRECONDITION');
    const { status, body: answer } = await g.store.call(ctx.mailbox, 'POST', 'watch', body);
    if (status !== 200) return { status, body: answer };
    // emulate grants a day, Gmail a week.
    const expiration = String(Date.now() + 7 * 86_400_000);
    g.watches.set(ctx.mailbox, { topicName: body.topicName, labelIds: body.labelIds, expiration });
    return { status: 200, body: { historyId: await g.store.currentHistoryId(ctx.mailbox), expiration } };
  },
  async stop(g, ctx) {
    g.watches.delete(ctx.mailbox);
    await g.store.call(ctx.mailbox, 'POST', 'stop');
    return { status: 204 };
  },
};

// A reference in history carries ids and labels, nothing else.
const reference = ({ id, threadId, labelIds }) => ({ id, threadId, ...(labelIds?.length && { labelIds }) });

function shownRecord({ id, ...record }) {
  const change = (list) => list?.map((entry) => ({ ...entry, message: reference(entry.message) }));
  return {
    id: toPublic(id), messages: record.messages.map(({ id: messageId, threadId }) => ({ id: messageId, threadId })),
    ...Object.fromEntries(['messagesAdded', 'messagesDeleted', 'labelsAdded', 'labelsRemoved'].filter((name) => record[name]).map((name) => [name, change(record[name])])),
  };
}

export const history = {
  async list(g, ctx) {
    const start = ctx.query.get('startHistoryId');
    if (!start || !/^\d{1,20}$/.test(start)) return badRequest(start ? `Invalid value at 'start_history_id' (TYPE_UINT64), "${start}"` : 'Missing startHistoryId');
    if (BigInt(start) < g.store.floor(ctx.mailbox)) return notFound();
    const query = new URLSearchParams(ctx.query);
    query.set('startHistoryId', (toInternal(start)).toString());
    query.delete('fields');
    const { status, body } = await g.store.call(ctx.mailbox, 'GET', `history?${query}`);
    if (status !== 200) return { status, body };
    return { status: 200, body: { ...(body.history.length && { history: body.history.map(shownRecord) }), ...(body.nextPageToken && { nextPageToken: body.nextPageToken }), historyId: body.historyId } };
  },
};

export const sendAs = {
  list: (g, ctx) => ({ status: 200, body: { sendAs: g.identities(ctx.mailbox) } }),
  get(g, ctx, { sendAsEmail }) {
    const found = g.identities(ctx.mailbox).find((one) => one.sendAsEmail === decodeURIComponent(sendAsEmail));
    return found ? { status: 200, body: found } : notFound();
  },
  patch(g, ctx, { sendAsEmail }, body) {
    const found = g.identities(ctx.mailbox).find((one) => one.sendAsEmail === decodeURIComponent(sendAsEmail));
    if (!found) return notFound();
    Object.assign(found, body);
    return { status: 200, body: found };
  },
};
