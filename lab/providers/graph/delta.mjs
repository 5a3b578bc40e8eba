// Delta of messages (per folder) and of folders. Tokens stand for state kept here, so they can be evicted like the real ones.
import { randomBytes } from 'node:crypto';
import { badRequest, graphError, notFound } from './errors.mjs';
import { parseFilter } from './filter.mjs';
import { context, root } from './links.mjs';
import { view } from './messages.mjs';
import { byDate, checkSelect, listOf } from './query.mjs';
import { renderFolder } from './render.mjs';

/** A delta with a filter on the date stops here and does not say so. */
const FILTER_CAP = 5000;
const DEFAULT_PAGE = 10;

/**
 * @typedef {object} State
 * @property {string} mailbox @property {'messages'|'folders'} kind @property {string} [folderId]
 * @property {number} since log position that the finished round accounts for
 * @property {(number | {removed: string})[]} [queue] what this round still has to say: message keys, or ids that went
 * @property {boolean} [pause] the next page is empty, which is normal at the real service
 * @property {string[]} select @property {number} [top] @property {string} [expand] @property {string} [changeType]
 */

export function createDeltaTokens() {
  /** @type {Map<string, State>} */
  let states = new Map();
  const settings = { emptyPages: true, moveBackLoses: true, expiredCode: 'SyncStateNotFound' };
  const full = new Set();
  return {
    settings, full,
    put(state) {
      const token = randomBytes(24).toString('base64url');
      states.set(token, state);
      return token;
    },
    get: (token, mailbox) => (states.get(token)?.mailbox === mailbox ? states.get(token) : undefined),
    /** All tokens handed out so far (of one mailbox) become unknown. */
    expire(mailbox) {
      states = new Map([...states].filter(([, state]) => mailbox && state.mailbox !== mailbox));
    },
    reset() {
      states = new Map();
      full.clear();
      Object.assign(settings, { emptyPages: true, moveBackLoses: true, expiredCode: 'SyncStateNotFound' });
    },
  };
}

const expired = (tokens) => graphError(410, tokens.settings.expiredCode, tokens.settings.expiredCode === 'SyncStateNotFound' ? 'The sync state generation is not found; generation=lab' : 'Resync required.');

function firstRequest({ mailbox }, ctx, folder) {
  const { query } = ctx;
  if (query.get('$search')) return badRequest('$search is not supported with delta.', 'ErrorInvalidUrlQuery');
  if (query.get('$orderby') && !/^receivedDateTime\s+desc$/i.test(query.get('$orderby'))) return badRequest('Only $orderby=receivedDateTime desc is supported.', 'ErrorInvalidUrlQuery');
  const select = listOf(query.get('$select'));
  const wrong = checkSelect(select);
  if (wrong) return wrong;
  let items = byDate([...mailbox.inFolder(folder.id)].map((key) => mailbox.items.get(key)));
  const filter = query.get('$filter');
  if (filter) {
    if (!/^receivedDateTime\s+(ge|gt)\s+\S+$/i.test(filter.trim())) return badRequest('Only receivedDateTime ge or gt can be filtered in a delta.', 'ErrorInvalidUrlQueryFilter');
    const { test } = parseFilter(filter);
    items = items.filter((item) => test({ receivedDateTime: new Date(item.receivedAt).toISOString() })).slice(0, FILTER_CAP);
  }
  return { mailbox: mailbox.address, kind: 'messages', folderId: folder.id, since: mailbox.seq, queue: items.map(({ key }) => key), initial: true, select, top: Number(query.get('$top')) || undefined, changeType: query.get('changeType') ?? undefined };
}

/** Log entries of a folder after a position, by message. */
function changesSince(mailbox, folderId, since) {
  let low = 0;
  let high = mailbox.log.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mailbox.log[middle].seq > since) high = middle;
    else low = middle + 1;
  }
  const byKey = new Map();
  for (const entry of mailbox.log.slice(low)) if (entry.folderId === folderId) byKey.set(entry.key, [...(byKey.get(entry.key) ?? []), entry]);
  return byKey;
}

function nextRound({ mailbox, tokens }, ctx, state) {
  const queue = [];
  const wants = (type) => !state.changeType || state.changeType === type;
  for (const [key, entries] of changesSince(mailbox, state.folderId, state.since)) {
    const item = mailbox.items.get(key);
    const here = item?.folderId === state.folderId;
    const left = entries.filter(({ kind }) => kind === 'out');
    if (left.length && wants('deleted')) {
      if (ctx.preferences.immutable) queue.push({ removed: mailbox.immutableOf(key) });
      else queue.push(...left.map(({ ordinaryId }) => ({ removed: ordinaryId })));
    }
    // Moved away and back under an immutable id: reported as removed and never again (microsoft-graph-docs-contrib #72).
    if (!here || (left.length && ctx.preferences.immutable && tokens.settings.moveBackLoses)) continue;
    const isNew = entries.some(({ kind }) => kind === 'in');
    // A token remembers its $select: changes of other properties are not told.
    const matters = isNew || !state.select.length || entries.some(({ fields = [] }) => fields.some((name) => state.select.includes(name)));
    if (matters && wants(isNew ? 'created' : 'updated')) queue.push(key);
  }
  return { ...state, initial: false, since: mailbox.seq, queue };
}

function answer({ mailbox, tokens }, ctx, state, address) {
  const size = state.top ?? ctx.preferences.pageSize ?? DEFAULT_PAGE;
  const pauseNow = state.pause;
  const page = pauseNow ? [] : state.queue.slice(0, size);
  const queue = pauseNow ? state.queue : state.queue.slice(size);
  const value = page.flatMap((entry) => {
    if (entry.removed) return [{ '@odata.type': '#microsoft.graph.message', id: entry.removed, '@removed': { reason: 'deleted' } }];
    const item = mailbox.items.get(entry);
    // Gone or moved since the round began: the next round tells.
    return item?.folderId === state.folderId ? [{ '@odata.type': '#microsoft.graph.message', ...view(ctx, mailbox, item, state.select) }] : [];
  });
  const isFirst = state.initial && !state.started;
  const next = { ...state, queue, started: true, pause: queue.length > 0 && isFirst && tokens.settings.emptyPages && !pauseNow };
  const link = queue.length ? { '@odata.nextLink': `${address}?$skiptoken=${tokens.put(next)}` } : { '@odata.deltaLink': `${address}?$deltatoken=${tokens.put({ ...next, queue: undefined, initial: false })}` };
  return { status: 200, body: { '@odata.context': context(ctx, 'messages'), ...link, value } };
}

export function messagesDelta(g, ctx, { folder }) {
  const { mailbox, tokens } = g;
  const place = mailbox.folders.get(folder);
  if (!place) return notFound();
  // The state of a delta is stored in the mailbox itself; a full one cannot take it.
  if (tokens.full.has(mailbox.address)) return graphError(403, 'ErrorQuotaExceeded', 'The mailbox has exceeded its storage quota.');
  const address = `${root(ctx)}/me/mailfolders('${place.id}')/messages/delta`;
  const token = ctx.query.get('$skiptoken') ?? ctx.query.get('$deltatoken');
  if (token === 'latest') return badRequest('The delta token is malformed.', 'ErrorInvalidUrlQuery');
  if (!token) {
    const state = firstRequest(g, ctx, place);
    return state.status ? state : answer(g, ctx, state, address);
  }
  const state = tokens.get(token, mailbox.address);
  if (!state || state.folderId !== place.id) return expired(tokens);
  return answer(g, ctx, state.queue ? state : nextRound(g, ctx, state), address);
}

export function foldersDelta(g, ctx) {
  const { mailbox, tokens } = g;
  if (tokens.full.has(mailbox.address)) return graphError(403, 'ErrorQuotaExceeded', 'The mailbox has exceeded its storage quota.');
  const token = ctx.query.get('$skiptoken') ?? ctx.query.get('$deltatoken');
  const state = token ? tokens.get(token, mailbox.address) : { mailbox: mailbox.address, kind: 'folders', since: 0, select: listOf(ctx.query.get('$select')) };
  if (!state || state.kind !== 'folders') return expired(tokens);
  const queue = state.queue ?? [
    ...mailbox.folders.list().filter((folder) => folder.seq > state.since && !folder.isHidden && folder.parentFolderId).map(({ id }) => ({ id })),
    ...(state.since ? mailbox.folders.removed.filter(({ seq }) => seq > state.since).map(({ id }) => ({ id, removed: true })) : []),
  ];
  const since = state.queue ? state.since : mailbox.seq;
  const size = ctx.preferences.pageSize ?? DEFAULT_PAGE;
  const value = queue.slice(0, size).flatMap(({ id, removed }) => {
    const folder = mailbox.folders.get(id);
    if (removed || !folder) return [{ '@odata.type': '#microsoft.graph.mailFolder', id, '@removed': { reason: 'deleted' } }];
    return [{ '@odata.type': '#microsoft.graph.mailFolder', ...renderFolder(mailbox, folder, state.select) }];
  });
  const rest = queue.slice(size);
  const address = `${root(ctx)}/me/mailFolders/delta`;
  const link = rest.length ? { '@odata.nextLink': `${address}?$skiptoken=${tokens.put({ ...state, since, queue: rest })}` } : { '@odata.deltaLink': `${address}?$deltatoken=${tokens.put({ ...state, since, queue: undefined })}` };
  return { status: 200, body: { '@odata.context': context(ctx, 'mailFolders'), ...link, value } };
}
