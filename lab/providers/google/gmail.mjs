// The Gmail API of the lab: finds the method, checks token, scope and quota, calls the handler.
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonOf } from '../http/server.mjs';
import { batch } from './batch.mjs';
import { createDrafts } from './drafts.mjs';
import { googleError } from './errors.mjs';
import { history, labels, sendAs, users } from './mailbox.mjs';
import { messages } from './messages.mjs';
import { partial } from './partial.mjs';
import { createQuota } from './quota.mjs';
import { send } from './sending.mjs';
import { createMailStore } from './store.mjs';
import { threads } from './threads.mjs';
import { createUploads } from './upload.mjs';
import { createDoorbell } from './doorbell.mjs';

const FULL = 'https://mail.google.com/';
const scope = (name) => `https://www.googleapis.com/auth/gmail.${name}`;
const READ = [FULL, scope('modify'), scope('readonly')];
const CHANGE = [FULL, scope('modify')];
const SEND = [...CHANGE, scope('compose'), scope('send')];
const COMPOSE = [...CHANGE, scope('compose')];
const LABELS = [...CHANGE, scope('labels')];

const drafts = createDrafts();

/** [method id, verb, path below users/{userId}/, scopes, handler] */
const METHODS = [
  ['users.getProfile', 'GET', 'profile', [...READ, scope('compose'), scope('metadata')], users.getProfile],
  ['users.watch', 'POST', 'watch', READ, users.watch],
  ['users.stop', 'POST', 'stop', READ, users.stop],
  ['history.list', 'GET', 'history', READ, history.list],
  ['labels.list', 'GET', 'labels', [...READ, scope('labels')], labels.list],
  ['labels.create', 'POST', 'labels', LABELS, labels.create],
  ['labels.get', 'GET', 'labels/{id}', [...READ, scope('labels')], labels.get],
  ['labels.update', 'PUT', 'labels/{id}', LABELS, labels.update],
  ['labels.patch', 'PATCH', 'labels/{id}', LABELS, labels.patch],
  ['labels.delete', 'DELETE', 'labels/{id}', LABELS, labels.delete],
  ['messages.list', 'GET', 'messages', READ, messages.list],
  ['messages.insert', 'POST', 'messages', CHANGE, messages.insert],
  ['messages.import', 'POST', 'messages/import', CHANGE, messages.insert],
  ['messages.send', 'POST', 'messages/send', SEND, send],
  ['messages.batchModify', 'POST', 'messages/batchModify', CHANGE, messages.batchModify],
  ['messages.batchDelete', 'POST', 'messages/batchDelete', [FULL], messages.batchDelete],
  ['messages.get', 'GET', 'messages/{id}', [...READ, scope('metadata')], messages.get],
  ['messages.delete', 'DELETE', 'messages/{id}', [FULL], messages.delete],
  ['messages.modify', 'POST', 'messages/{id}/modify', CHANGE, messages.modify],
  ['messages.trash', 'POST', 'messages/{id}/trash', CHANGE, messages.trash],
  ['messages.untrash', 'POST', 'messages/{id}/untrash', CHANGE, messages.untrash],
  ['attachments.get', 'GET', 'messages/{messageId}/attachments/{id}', READ, messages.attachment],
  ['threads.list', 'GET', 'threads', READ, threads.list],
  ['threads.get', 'GET', 'threads/{id}', READ, threads.get],
  ['threads.modify', 'POST', 'threads/{id}/modify', CHANGE, threads.modify],
  ['threads.trash', 'POST', 'threads/{id}/trash', CHANGE, threads.trash],
  ['threads.untrash', 'POST', 'threads/{id}/untrash', CHANGE, threads.untrash],
  ['threads.delete', 'DELETE', 'threads/{id}', [FULL], threads.delete],
  ['drafts.list', 'GET', 'drafts', [...READ, scope('compose')], drafts.list],
  ['drafts.create', 'POST', 'drafts', COMPOSE, drafts.create],
  ['drafts.send', 'POST', 'drafts/send', COMPOSE, drafts.send],
  ['drafts.get', 'GET', 'drafts/{id}', [...READ, scope('compose')], drafts.get],
  ['drafts.update', 'PUT', 'drafts/{id}', COMPOSE, drafts.update],
  ['drafts.delete', 'DELETE', 'drafts/{id}', COMPOSE, drafts.delete],
  ['settings.sendAs.list', 'GET', 'settings/sendAs', [...READ, scope('settings.basic')], sendAs.list],
  ['settings.sendAs.get', 'GET', 'settings/sendAs/{sendAsEmail}', [...READ, scope('settings.basic')], sendAs.get],
  ['settings.sendAs.patch', 'PATCH', 'settings/sendAs/{sendAsEmail}', [scope('settings.basic')], sendAs.patch],
  ['settings.sendAs.update', 'PUT', 'settings/sendAs/{sendAsEmail}', [scope('settings.basic')], sendAs.patch],
].map(([id, verb, path, scopes, handler]) => ({ id, verb, scopes, handler, pattern: new RegExp(`^/gmail/v1/users/(?<userId>[^/]+)/${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) }));

export function findMethod(verb, path) {
  for (const method of METHODS) {
    const match = method.verb === verb && method.pattern.exec(path);
    if (match) return { method, params: Object.fromEntries(Object.entries(match.groups).map(([name, value]) => [name, decodeURIComponent(value)])) };
  }
  return undefined;
}

const UPLOAD = /^\/(?:resumable\/)?upload(?=\/gmail\/)/;
/** Methods that change the mailbox ring the doorbell of users.watch. */
const CHANGES = /^(messages\.(modify|batch|trash|untrash|delete)|drafts\.delete)/;

/** @param {{oauth: any, office: any, seed: () => Promise<object>, accounts: any[]}} parts */
export async function createGmail({ oauth, office, accounts, seed }) {
  const quota = createQuota();
  const uploads = createUploads();
  const inFlight = new Map();
  const g = { office, watches: new Map(), store: await createMailStore(await seed()), account: (mailbox) => accounts.find(({ address }) => address === mailbox), identities: (mailbox) => identities.get(mailbox) };
  const doorbell = createDoorbell(g);
  g.changed = doorbell.ring;
  let identities = freshIdentities(accounts);

  async function run(ctx) {
    const who = oauth.grants.identify(ctx.headers.authorization);
    if (!who) return googleError(401);
    const isUpload = UPLOAD.test(ctx.path);
    ctx.fullPath = ctx.path;
    // A resumed upload is PUT to the address the session got; the method is still the session's.
    const verb = isUpload && ctx.query.get('upload_id') && ctx.method === 'PUT' && !/\/drafts\/[^/]+$/.test(ctx.path) ? 'POST' : ctx.method;
    const found = findMethod(verb, ctx.path.replace(UPLOAD, ''));
    if (!found) return googleError(404, `the lab does not serve ${ctx.method} ${ctx.path}`);
    const { method, params } = found;
    if (params.userId !== 'me' && params.userId.toLowerCase() !== who.mailbox) return googleError(403, 'Delegation denied for ' + who.mailbox, 'forbidden');
    if (!who.scopes.some((one) => method.scopes.includes(one))) return googleError(403, 'Request had insufficient authentication scopes.', 'insufficientPermissions');
    const refusal = quota.charge(who.mailbox, method.id);
    if (refusal) return refusal;
    let body = undefined;
    if (isUpload) {
      const read = uploads.read(ctx, method.id, params);
      if (!read.json) return read;
      body = read.json;
    } else if (ctx.body.length) {
      body = jsonOf(ctx);
      if (body === undefined) return googleError(400, 'Invalid JSON payload received.', 'parseError');
    }
    const reply = await method.handler(g, ctx, params, body);
    if (reply.status < 300 && CHANGES.test(method.id)) g.changed(who.mailbox);
    return { ...reply, body: partial(reply.body, ctx.query.get('fields')) };
  }

  async function limited(ctx) {
    const { concurrency } = quota.options;
    const running = inFlight.get(ctx.mailbox) ?? 0;
    if (concurrency && ctx.mailbox && running >= concurrency) return quota.tooMany();
    inFlight.set(ctx.mailbox, running + 1);
    try {
      if (quota.options.latencyMs && !ctx.inBatch) await sleep(quota.latencyOf());
      return await run(ctx);
    } finally {
      inFlight.set(ctx.mailbox, inFlight.get(ctx.mailbox) - 1);
    }
  }

  return {
    g, quota, doorbell,
    identify: (ctx) => oauth.grants.identify(ctx.headers.authorization)?.mailbox,
    errorBody: (status) => googleError(status).body,
    /** @param {(ctx: object, work: Function) => Promise<object>} exchange */
    handle(ctx, exchange) {
      if (/^\/batch(\/gmail\/v1)?$/.test(ctx.path) && ctx.method === 'POST') return batch(ctx, (inner) => exchange(inner, () => limited(inner)), (parts) => sleep(quota.latencyOf(parts)));
      if (/^\/oauth2\/v[23]\/userinfo$/.test(ctx.path)) return oauth.userinfo(ctx, oauth.grants.identify(ctx.headers.authorization));
      return limited(ctx);
    },
    async reset() {
      await g.store.close();
      g.store = await createMailStore(await seed());
      identities = freshIdentities(accounts);
      g.watches.clear();
      uploads.clear();
      quota.reset();
      doorbell.reset();
    },
    close: () => g.store.close(),
  };
}

function freshIdentities(accounts) {
  return new Map(accounts.map((account) => [account.address, [
    { sendAsEmail: account.address, displayName: account.name, replyToAddress: '', signature: account.signature, isPrimary: true, isDefault: true },
    ...account.aliases.map((alias) => ({ replyToAddress: '', isDefault: false, treatAsAlias: true, ...alias })),
  ]]));
}
