// Microsoft Graph of the lab: token, permission, throttle, route.
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonOf } from '../http/server.mjs';
import { letterFromMime } from '../mime/letter.mjs';
import { bare } from '../microsoft/oauth.mjs';
import { batch } from './batch.mjs';
import { createDeltaTokens } from './delta.mjs';
import { badRequest, graphError } from './errors.mjs';
import { createMailbox } from './mailbox.mjs';
import { preferenceApplied, preferencesOf } from './prefer.mjs';
import { findRoute, normalize } from './routes.mjs';
import { fill } from './seed.mjs';
import { createSubscriptions } from './subscriptions.mjs';
import { createUploadSessions } from './upload-sessions.mjs';

/** At most so many requests per mailbox at a time. */
const CONCURRENCY = 4;
const BODY_MAX = 4 * 1024 * 1024;

const freshSettings = () => ({ concurrency: CONCURRENCY, latencyMs: 0, noMailbox: new Set() });

/** @param {{oauth: any, office: any, accounts: any[], mails: () => Map<string, object[]>}} parts */
export function createGraph({ oauth, office, accounts, mails }) {
  const tokens = createDeltaTokens();
  const uploads = createUploadSessions();
  const subscriptions = createSubscriptions();
  const settings = freshSettings();
  /** @type {Map<string, ReturnType<typeof createMailbox>>} */
  const mailboxes = new Map();
  /** @type {Map<string, number>} */
  const inFlight = new Map();
  let refused = 0;

  function fillAll() {
    mailboxes.clear();
    const seeds = mails();
    for (const account of accounts) {
      const mailbox = createMailbox(account);
      fill(mailbox, seeds.get(account.address) ?? []);
      mailbox.onChange((type, item) => subscriptions.notify(mailbox, type, item));
      mailboxes.set(account.address, mailbox);
    }
  }
  fillAll();

  for (const account of accounts) if (!account.noMailbox) office.register(account.address, (bytes) => deliver(account.address, bytes));

  /** @param {Buffer} bytes */
  function deliver(address, bytes, { folder = 'inbox', ...init } = {}) {
    const mailbox = mailboxes.get(address);
    return mailbox.add({ letter: letterFromMime(bytes), raw: bytes, folderId: mailbox.folders.get(folder).id, isRead: false, ...init });
  }

  const accountOf = (ctx) => accounts.find(({ address }) => address === oauth.grants.identify(ctx.headers.authorization)?.mailbox);

  async function run(ctx) {
    const who = oauth.grants.identify(ctx.headers.authorization);
    if (!who) return graphError(401);
    const account = accountOf(ctx);
    ctx.preferences = preferencesOf(ctx.headers.prefer);
    ctx.route = ctx.path.replace(/^\/(v1\.0|beta)(?=\/)/, '');
    const path = normalize(ctx.path, account);
    const found = findRoute(ctx.method, path);
    if (!found) return badRequest(`Resource not found for the segment '${path.split('/').at(-1)}'.`, 'BadRequest');
    if (found.wrongVerb) return graphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
    const { route, params } = found;
    const scopes = who.scopes.map(bare);
    if (!route.scopes.some((one) => scopes.includes(one))) return graphError(403);
    if (route.access !== 'anyone' && (account.noMailbox || settings.noMailbox.has(account.address))) return graphError(404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.');
    if (ctx.body.length > BODY_MAX) return graphError(413, 'RequestEntityTooLarge', 'The request is larger than 4 MB.');
    const isText = /^text\/plain/i.test(ctx.headers['content-type'] ?? '');
    const json = isText ? {} : jsonOf(ctx);
    if (json === undefined || (ctx.body.length && !isText && !/json/i.test(ctx.headers['content-type'] ?? ''))) return badRequest('Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.', 'BadRequest');
    const g = { account, mailbox: mailboxes.get(account.address), tokens, uploads, subscriptions, office, settings };
    const reply = await route.handler(g, ctx, params, json);
    return { ...reply, headers: { ...preferenceApplied(ctx.preferences), ...reply.headers } };
  }

  return {
    tokens, subscriptions, settings, mailboxes, deliver, uploads,
    refused: () => refused,
    identify: (ctx) => oauth.grants.identify(ctx.headers.authorization)?.mailbox,
    errorBody: (status) => graphError(status).body,
    /** Counts a request from its arrival to its answer. */
    arrive(req) {
      const mailbox = oauth.grants.identify(req.headers.authorization)?.mailbox;
      if (!mailbox) return undefined;
      const slots = /\/\$batch$/.test(req.url) ? CONCURRENCY : 1;
      const running = inFlight.get(mailbox) ?? 0;
      req.busy = running;
      inFlight.set(mailbox, running + slots);
      return () => inFlight.set(mailbox, inFlight.get(mailbox) - slots);
    },
    /** @param {(ctx: object, work: Function) => Promise<object>} exchange */
    async handle(ctx, exchange) {
      if (settings.latencyMs) await sleep(settings.latencyMs);
      const isBatch = /\/\$batch$/.test(ctx.path) && ctx.method === 'POST';
      if (settings.concurrency && !isBatch && (ctx.busy ?? 0) >= settings.concurrency) {
        refused += 1;
        return graphError(429);
      }
      if (!isBatch) return run(ctx);
      if (!oauth.grants.identify(ctx.headers.authorization)) return graphError(401);
      return batch(ctx, jsonOf(ctx), settings.concurrency ? Math.max(0, ctx.busy ?? 0) : 0, (inner) => exchange(inner, () => run(inner)));
    },
    reset() {
      Object.assign(settings, freshSettings());
      refused = 0;
      tokens.reset();
      uploads.clear();
      subscriptions.reset();
      fillAll();
    },
  };
}
