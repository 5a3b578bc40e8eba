// Change notifications: the handshake, the notices, and the lifecycle events a test can order.
import { randomUUID } from 'node:crypto';
import { badRequest, graphError, notFound } from './errors.mjs';

const MAX_MINUTES = 10_080;
const MIN_MINUTES = 45;
const HANDSHAKE_MS = 10_000;

export function createSubscriptions() {
  /** @type {Map<string, object>} */
  const subscriptions = new Map();
  const settings = { muted: false, delayMs: 30 };
  let deliveries = [];

  async function post(url, body) {
    const started = Date.now();
    const delivery = { url, body, at: started };
    deliveries.push(delivery);
    try {
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(30_000) });
      delivery.status = response.status;
    } catch (error) {
      delivery.error = error.message;
    }
    delivery.ms = Date.now() - started;
  }

  /** Microsoft asks the address to repeat a token before it accepts it. */
  async function handshake(url) {
    const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
    const target = new URL(url);
    target.searchParams.set('validationToken', token);
    try {
      const response = await fetch(target, { method: 'POST', headers: { 'content-type': 'text/plain; charset=utf-8' }, signal: AbortSignal.timeout(HANDSHAKE_MS) });
      const text = await response.text();
      if (response.status !== 200) return `Notification endpoint must respond with 200 OK to validation request. It responded with ${response.status}.`;
      if (!/^text\/plain/.test(response.headers.get('content-type') ?? '')) return 'Notification endpoint must answer the validation request with content type text/plain.';
      return text === token ? undefined : 'The validation token in the response does not match.';
    } catch (error) {
      return `Subscription validation request failed. ${error.name === 'TimeoutError' ? 'The operation timed out' : 'The endpoint cannot be reached'}.`;
    }
  }

  function expiryOf(value) {
    const at = Date.parse(value ?? '');
    if (!at || at < Date.now()) return badRequest('Subscription expiration must be in the future.', 'ValidationError');
    if (at > Date.now() + MAX_MINUTES * 60_000) return badRequest(`Subscription expiration can only be ${MAX_MINUTES} minutes in the future.`, 'ValidationError');
    return { at: Math.max(at, Date.now() + MIN_MINUTES * 60_000) };
  }

  const shown = (ctx, { mailbox: _mailbox, immutable: _immutable, needsReauthorization: _needs, ...subscription }) => ({ '@odata.context': `${ctx.origin}/graph/v1.0/$metadata#subscriptions/$entity`, ...subscription });
  const owned = ({ mailbox }, id) => (subscriptions.get(id)?.mailbox === mailbox.address ? subscriptions.get(id) : undefined);

  return {
    settings, list: () => [...subscriptions.values()], deliveries: () => deliveries,
    reset() {
      subscriptions.clear();
      deliveries = [];
      Object.assign(settings, { muted: false, delayMs: 30 });
    },

    async create({ mailbox }, ctx, _params, json) {
      for (const name of ['changeType', 'notificationUrl', 'resource', 'expirationDateTime']) if (!json[name]) return badRequest(`${name} is a required property for subscription creation.`, 'InvalidRequest');
      if (!/^\/?(me|users\/[^/]+)\/(messages|mailFolders\/?\(?'?[^/]+'?\)?\/messages)/i.test(json.resource)) return badRequest(`Resource '${json.resource}' is not supported.`, 'ExtensionError');
      if (!/^(created|updated|deleted)(,(created|updated|deleted))*$/.test(json.changeType)) return badRequest('Invalid changeType.', 'ValidationError');
      if ((json.clientState ?? '').length > 128) return badRequest('clientState must not be longer than 128 characters.', 'ValidationError');
      // Microsoft insists on https; the lab also takes this machine.
      const urls = [json.notificationUrl, json.lifecycleNotificationUrl].filter(Boolean);
      if (urls.some((url) => !/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost)/.test(url))) return badRequest('Notification URL must be https.', 'ValidationError');
      const expiry = expiryOf(json.expirationDateTime);
      if (expiry.status) return expiry;
      for (const url of urls) {
        const problem = await handshake(url);
        if (problem) return badRequest(problem, 'ValidationError');
      }
      const subscription = {
        id: randomUUID(), resource: json.resource, applicationId: '11111111-2222-3333-4444-555555555555', changeType: json.changeType, clientState: json.clientState ?? null,
        notificationUrl: json.notificationUrl, notificationUrlAppId: null, notificationQueryOptions: null, lifecycleNotificationUrl: json.lifecycleNotificationUrl ?? null,
        expirationDateTime: new Date(expiry.at).toISOString(), creatorId: mailbox.account.oid, includeResourceData: null, latestSupportedTlsVersion: 'v1_2', encryptionCertificate: null, encryptionCertificateId: null,
        mailbox: mailbox.address, immutable: ctx.preferences.immutable,
      };
      subscriptions.set(subscription.id, subscription);
      return { status: 201, body: shown(ctx, subscription) };
    },
    listMine: ({ mailbox }, ctx) => ({ status: 200, body: { '@odata.context': `${ctx.origin}/graph/v1.0/$metadata#subscriptions`, value: [...subscriptions.values()].filter((one) => one.mailbox === mailbox.address).map(({ mailbox: _m, immutable: _i, needsReauthorization: _n, ...one }) => one) } }),
    get(g, ctx, { id }) {
      const found = owned(g, id);
      return found ? { status: 200, body: shown(ctx, found) } : graphError(404, 'ResourceNotFound', 'The object was not found.');
    },
    patch(g, ctx, { id }, json) {
      const found = owned(g, id);
      if (!found) return graphError(404, 'ResourceNotFound', 'The object was not found.');
      const expiry = expiryOf(json.expirationDateTime ?? found.expirationDateTime);
      if (expiry.status) return expiry;
      found.expirationDateTime = new Date(expiry.at).toISOString();
      found.needsReauthorization = undefined;
      return { status: 200, body: shown(ctx, found) };
    },
    reauthorize(g, _ctx, { id }) {
      const found = owned(g, id);
      if (!found) return notFound();
      found.needsReauthorization = undefined;
      return { status: 204 };
    },
    remove(g, _ctx, { id }) {
      if (!owned(g, id)) return graphError(404, 'ResourceNotFound', 'The object was not found.');
      subscriptions.delete(id);
      return { status: 204 };
    },

    /** Called by each mailbox at each change. */
    notify(mailbox, changeType, item) {
      for (const one of subscriptions.values()) {
        if (one.mailbox !== mailbox.address || settings.muted || one.needsReauthorization) continue;
        if (!one.changeType.split(',').includes(changeType) || Date.parse(one.expirationDateTime) < Date.now()) continue;
        const folder = /mailFolders[/(]+'?([^/')]+)/i.exec(one.resource)?.[1];
        if (folder && mailbox.folders.get(folder)?.id !== item.folderId) continue;
        const id = one.immutable ? item.id : item.ordinaryId;
        const resource = `Users/${mailbox.account.oid}/Messages/${id}`;
        const notice = { subscriptionId: one.id, subscriptionExpirationDateTime: one.expirationDateTime, changeType, resource, resourceData: { '@odata.type': '#Microsoft.Graph.Message', '@odata.id': resource, '@odata.etag': `W/"${item.version}"`, id }, clientState: one.clientState, tenantId: mailbox.account.tid };
        setTimeout(() => post(one.notificationUrl, { value: [notice] }), settings.delayMs).unref();
      }
    },
    /** @param {'reauthorizationRequired'|'subscriptionRemoved'|'missed'} event */
    async lifecycle(address, event) {
      for (const one of [...subscriptions.values()].filter(({ mailbox }) => mailbox === address)) {
        if (event === 'subscriptionRemoved') subscriptions.delete(one.id);
        if (event === 'reauthorizationRequired') one.needsReauthorization = true;
        if (one.lifecycleNotificationUrl) await post(one.lifecycleNotificationUrl, { value: [{ subscriptionId: one.id, subscriptionExpirationDateTime: one.expirationDateTime, tenantId: WORK, clientState: one.clientState, lifecycleEvent: event }] });
      }
    },
  };
}

const WORK = '7f3c1d52-64f0-4b0e-9a51-2d8e5a9c4f10';
