// What tests and the demo may do to the lab. Every method takes and gives JSON, so it works the same over http.
import { createGoogleWeb } from './google-web.mjs';
import { createOutlookWeb } from './outlook-web.mjs';
import { toBytes } from './to-bytes.mjs';

/** @param {any} lab */
export function createControl(lab) {
  const { gmail, graph, googleOAuth, microsoftOAuth, faults, log, office } = lab;
  const isGoogle = (mailbox) => lab.googleAccounts.some(({ address }) => address === mailbox);
  const google = createGoogleWeb(lab);
  const outlook = createOutlookWeb(lab);
  const web = (mailbox) => {
    if (isGoogle(mailbox)) return google;
    if (graph.mailboxes.has(mailbox)) return outlook;
    throw new Error(`no mailbox ${mailbox}`);
  };
  const oauthOf = (provider) => ({ google: googleOAuth, microsoft: microsoftOAuth })[provider] ?? (() => { throw new Error(`no provider ${provider}`); })();
  const oauthFor = (mailbox) => (isGoogle(mailbox) ? googleOAuth : microsoftOAuth);

  const control = {
    /** Fresh mail, no grants, no faults, empty logs. @param {{size?: number, keepGrants?: boolean}} [options] */
    async reset({ size, keepGrants = false } = {}) {
      if (size !== undefined) lab.state.size = size;
      if (!keepGrants) {
        googleOAuth.reset();
        microsoftOAuth.reset();
      }
      graph.reset();
      await gmail.reset();
      control.clearLogs();
      faults.clear();
    },
    /** Forgets requests, violations and sent mail; mailboxes stay. */
    clearLogs() {
      log.clear();
      lab.violations.splice(0);
      office.clear();
    },
    accounts: () => [...lab.googleAccounts.map(({ address, name }) => ({ provider: 'google', address, name })), ...lab.microsoftAccounts.map(({ address, name, noMailbox = false }) => ({ provider: 'microsoft', address, name, noMailbox }))],
    /** Counts of every mailbox. */
    async state() {
      const all = control.accounts().filter(({ noMailbox }) => !noMailbox);
      return { mailboxes: await Promise.all(all.map(async ({ provider, address }) => ({ provider, address, ...(await web(address).summary(address)) }))), grants: { google: googleOAuth.grants.list(), microsoft: microsoftOAuth.grants.list() } };
    },
    /** All, or those of these ids that are there (Outlook: immutable ids, which outlive a move). @returns {Promise<{id: string, immutableId?: string, messageId: string, subject: string, places: string[], isRead: boolean, isStarred: boolean}[]>} newest first */
    messages: async (mailbox, ids) => web(mailbox).messages(mailbox, ids),
    /** Raw RFC 822 text of one message (latin1: one char per byte). */
    raw: async (mailbox, id) => web(mailbox).raw(mailbox, id),
    /**
     * New mail arrives. @param {string} mailbox
     * @param {{raw?: string, from?: string, to?: string, subject?: string, text?: string, html?: string, inReplyTo?: string, references?: string[], headers?: [string, string][], files?: {filename: string, contentType: string, base64: string, cid?: string, inline?: boolean}[], folder?: string, labels?: string[], unread?: boolean}} mail
     *   `raw` is latin1 or base64 (`rawBase64`) of a whole message
     * @returns {Promise<{id: string, messageId: string}>}
     */
    deliver: async (mailbox, mail) => web(mailbox).deliver(mailbox, toBytes(mailbox, mail), mail),
    /**
     * Does something as the owner would in the provider's own web page.
     * @param {string} mailbox @param {string | string[]} ids
     * @param {{read?: boolean, star?: boolean, addLabels?: string[], removeLabels?: string[], moveTo?: string, trash?: boolean, archive?: boolean, destroy?: boolean, categories?: string[]}} action
     */
    change: async (mailbox, ids, action) => web(mailbox).change(mailbox, [ids].flat(), action),
    /** @param {{create?: string, rename?: [string, string], remove?: string}} action by display name */
    changeFolders: async (mailbox, action) => web(mailbox).changeFolders(mailbox, action),

    /** Cursors handed out so far (history ids, delta tokens) become too old. */
    async expireCursors(mailbox) {
      if (isGoogle(mailbox)) await gmail.g.store.expireHistory(mailbox);
      else graph.tokens.expire(mailbox);
    },
    /** @param {string} [reason] Microsoft: '50173', '700082', '70008', '50076', '53003' … */
    revoke: (mailbox, reason) => oauthFor(mailbox).grants.revoke(mailbox, reason),
    /** Access tokens die, refresh tokens live. */
    expireAccessTokens: (mailbox) => oauthFor(mailbox).grants.expireAccess(mailbox),

    /** Faults; see faults.mjs. */
    fault: (rule) => faults.add(rule),
    faultHits: (id) => faults.hits(id),
    removeFault: (id) => faults.remove(id),
    clearFaults: () => faults.clear(),

    requests: (filter) => log.list(filter),
    violations: () => lab.violations,
    /** Every message sent, with its raw text. @param {{mailbox?: string, to?: string}} [filter] */
    sent: (filter = {}) => office.sent().filter((one) => (!filter.mailbox || one.mailbox === filter.mailbox) && (!filter.to || one.recipients.includes(filter.to))),

    oauth: {
      /**
       * The next sign-in or token call fails. @param {'google'|'microsoft'} provider
       * @param {{at: 'authorize'|'token', error: string, count?: number, mailbox?: string}} order
       */
      failNext: (provider, order) => oauthOf(provider).orders.add(order),
      /** Clients accepted from now on. @param {{id?: string, secret?: string, anyId?: boolean, secretExpired?: boolean}} client */
      expectClient: (provider, client) => void Object.assign(oauthOf(provider).settings.client, { anyId: client.id === undefined }, client),
      /** Only these mail scopes are granted from now on; null lifts it. */
      grantOnly: (provider, scopes) => void (oauthOf(provider).settings.scopes = scopes ?? undefined),
      accessTokenSeconds: (provider, seconds) => oauthOf(provider).grants.setLifetime(seconds),
      grants: (provider) => oauthOf(provider).grants.list(),
      /** Every access and refresh token that was given out: what must be found nowhere else. */
      tokens: (provider) => oauthOf(provider).grants.tokens(),
      /** /common and /organizations answer AADSTS50194. */
      singleTenant: (on = true) => void (microsoftOAuth.settings.singleTenant = on),
      requireAdminConsent: (on = true) => void Object.assign(microsoftOAuth.settings, { adminConsentRequired: on, adminConsented: false }),
    },
    gmail: {
      /** @param {{unitsPerMinute?: number, concurrency?: number, form?: 429|403, windowMs?: number, latencyMs?: number}} limits */
      quota: (limits) => gmail.quota.set(limits),
      usage: (mailbox) => gmail.quota.usage(mailbox),
      /** @param {{endpoint?: string, headers?: object, minIntervalMs?: number, muted?: boolean}} options */
      push: (options) => gmail.doorbell.set(options),
      /** Notices of watches so far, as a Pub/Sub pull would give them. */
      notices: (max) => gmail.doorbell.pull(max),
      acknowledge: (ackIds) => gmail.doorbell.acknowledge(ackIds),
      watches: () => Object.fromEntries(gmail.g.watches),
    },
    graph: {
      /** @param {{concurrency?: number, latencyMs?: number}} settings 0 switches a limit off */
      limits: (settings) => void Object.assign(graph.settings, settings),
      refused: () => graph.refused(),
      /** @param {{emptyPages?: boolean, moveBackLoses?: boolean, expiredCode?: string}} settings */
      delta: (settings) => void Object.assign(graph.tokens.settings, settings),
      /** Delta answers 403 ErrorQuotaExceeded. */
      mailboxFull: (mailbox, on = true) => void graph.tokens.full[on ? 'add' : 'delete'](mailbox),
      noMailbox: (mailbox, on = true) => void graph.settings.noMailbox[on ? 'add' : 'delete'](mailbox),
      lifecycle: (mailbox, event) => graph.subscriptions.lifecycle(mailbox, event),
      /** @param {{muted?: boolean, delayMs?: number}} settings */
      notifications: (settings) => void Object.assign(graph.subscriptions.settings, settings),
      subscriptions: () => graph.subscriptions.list(),
      deliveries: () => graph.subscriptions.deliveries(),
    },
  };
  return control;
}
