// One scenario's world: a mailbox at a stand-in provider, the product in this process, a real database, and ways to break things.
import { expect } from 'vitest';
import { startProviders } from '../providers/start.mjs';
import { authorize as clickThrough } from './consent.mjs';
import { audit, CLEAN } from './audit.mjs';

export const GOOGLE = 'google';
export const MICROSOFT = 'microsoft';
export const BOTH = [GOOGLE, MICROSOFT];
export const ADDRESS = { google: 'ada@gmail.lab.test', microsoft: 'grace@outlook.lab.test' };
/** Small second accounts, empty enough to count in. */
export const OTHER = { google: 'ben@gmail.lab.test', microsoft: 'lin@outlook.lab.test' };
export const CLIENTS = {
  google: { clientId: 'lab-google-client', clientSecret: 'lab-google-secret' },
  microsoft: { clientId: 'lab-microsoft-client', clientSecret: 'lab-microsoft-secret', tenant: 'common' },
};
const REDIRECT = 'http://127.0.0.1:9/admin/settings/mail/oauth2';
const TABLES = [
  'mailAccounts', 'mailAccountUsers', 'mailGeneralSettings', 'mailIdentities', 'mailJobs', 'mailMailboxes', 'mailMessageAddresses', 'mailMessageMailboxes',
  'mailMessageNotes', 'mailMessages', 'mailOauthStates', 'mailPendingMessages', 'mailSettings', 'mailSubmissions', 'mailSyncLogs', 'mailThreadMailboxes', 'users',
];
export const MINUTE = 60_000;

/** The lab and the database live as long as the test file. */
export async function startThreats({ size = 40 } = {}) {
  const lab = await startProviders({ seed: { size } });
  // src/server/config.ts reads the environment once, when the registry is loaded.
  Object.assign(process.env, lab.env);
  const product = await import('./product.mjs');
  const test = await product.openDatabase('sqlite');
  return {
    lab, product, test,
    /** A fresh mailbox and an empty database. */
    async open(options) {
      await lab.control.reset({ size });
      lab.control.graph.limits({ concurrency: 4, latencyMs: 0 });
      for (const name of TABLES) await test.db.getModel(name).destroy({ where: {}, hooks: false });
      await product.enterClients(test.db, CLIENTS);
      const user = await test.db.getRepository('users').create({ values: { nickname: 'Ann' } });
      return createWorld({ lab, product, test, userId: Number(user.get('id')), ...options });
    },
    async stop() {
      await test.close();
      await lab.stop();
    },
  };
}

/** Quotas have rows of their own; the others would only wait for them. */
const GENEROUS = { units: 600_000, reservedUnits: 0 };

function createWorld({ lab, product, test, userId, provider, address = ADDRESS[provider], limits = GENEROUS }) {
  const { control } = lab;
  const clock = product.createClock();
  const { db } = test;
  const tables = product.openTables(db);
  const isGoogle = provider === GOOGLE;
  let app = product.startProduct({ db, clock, limits });

  const world = {
    lab, control, product, test, db, tables, clock, provider, address, isGoogle, userId,
    /** The API as faults and the request log name it. */
    api: isGoogle ? 'gmail' : 'graph',
    accountId: 0,
    get app() { return app; },
    get engine() { return app.engine; },
    get seen() { return app.seen; },
    wait: (ms) => clock.skip(ms),

    /** As a killed and restarted process: memory is gone, the database is not. @param {object} [more] other limits */
    restart(more = limits) {
      app = product.startProduct({ db, clock, limits: more });
      return app;
    },

    /** The same person's mailbox at the other provider. */
    async second() {
      const other = isGoogle ? MICROSOFT : GOOGLE;
      return createWorld({ lab, product, test, userId, provider: other });
    },

    /** A person signs in; answers the linked account. */
    async signIn({ as = address, accountId, at = provider } = {}) {
      const { url } = await product.authorize(app, { userId, redirectUri: REDIRECT }, { provider: at, returnTo: '/admin/mail', accountId });
      const back = await clickThrough(url, as);
      return product.finishRoundTrip(app, userId, back);
    },

    /** Linked, and told from when on mail is wanted; nothing is synced yet. @param {{ syncFrom?: Date | null }} [options] */
    async link({ syncFrom = null } = {}) {
      const linked = await world.signIn();
      world.accountId = Number(linked.accountId);
      await product.startAccount(app, world.accountId, syncFrom);
      return world;
    },
    async linkAndSync(options) {
      await world.link(options);
      // A big mailbox takes more than one turn, by the clock of a busy machine.
      while ((await world.sync()) === 'more');
      return world;
    },

    lease(controller = new AbortController()) {
      const assert = async () => controller.signal.throwIfAborted();
      return { fence: 1, signal: controller.signal, controller, assert, holdUntilCommit: assert };
    },
    sync: (lease = world.lease(), accountId = world.accountId) => app.engine.syncAccount(accountId, lease),
    /** Until the account waits for nothing: what was put off is due, what is missing has been asked for. */
    async settle(rounds = 3) {
      for (let round = 0; round < rounds; round++) {
        clock.skip(3 * MINUTE);
        await world.sync();
      }
    },

    async account(accountId = world.accountId) {
      const row = await db.getModel('mailAccounts').findByPk(accountId);
      return row.get();
    },
    ours: async (accountId = world.accountId) => ({
      mailboxes: await tables.mailboxes.find({ accountId }, ['id', 'remoteId', 'name', 'role', 'parentId']),
      messages: await tables.messages.find({ accountId }, ['id', 'mailId', 'subject', 'isRead', 'isStarred', 'categories', 'isBroken', 'conversationId', 'missingSince', 'messageId', 'attachments']),
      memberships: await tables.memberships.find({ accountId }, ['messageId', 'mailboxId']),
      threads: await tables.threads.find({ accountId }, ['mailboxId', 'threadId', 'total', 'unread']),
      pending: await tables.pending.find({ accountId }, ['remoteId', 'state']),
    }),
    theirs: () => control.messages(address),
    /** Local row of a provider's message. */
    async row(remoteId) {
      const [row] = await tables.messages.find({ accountId: world.accountId, mailId: remoteId }, ['id', 'mailId', 'subject', 'isRead', 'isStarred', 'categories', 'isBroken', 'missingSince', 'conversationId', 'bodyText', 'bodyHtml', 'attachments', 'parentId']);
      return row;
    },
    /** Everything at the provider is here once, as it is there, and people are told that all is well. @param {{ status?: string, since?: Date, except?: string[] }} [options] */
    async expectWhole({ status = 'active', except = [], keep = () => true } = {}) {
      const theirs = (await world.theirs()).filter(keep);
      expect(omit(audit(theirs, await world.ours()), except)).toEqual(omit(CLEAN, except));
      if (status) expect((await world.account()).status).toBe(status);
    },

    /** Ids as the product knows them, newest first. */
    async ids(count, test = () => true) {
      return (await world.theirs()).filter(test).slice(0, count).map(({ id, immutableId }) => immutableId ?? id);
    },
    inInbox: ({ places }) => places.some((place) => /^inbox$/i.test(place)),
    async deliver(mail = {}) {
      const { id, immutableId } = await control.deliver(address, { subject: `New ${++delivered}`, ...mail });
      return immutableId ?? id;
    },
    async deliverMany(count, mail = () => ({})) {
      const ids = [];
      for (let index = 0; index < count; index++) ids.push(await world.deliver(mail(index)));
      return ids;
    },
    change: (ids, action) => control.change(address, ids, action),
    fault: (rule) => control.fault({ provider: world.api, ...rule }),
    requests: (path) => control.requests({ provider: world.api, ...(path ? { path } : {}) }),
  };
  let delivered = 0;
  return world;
}

const omit = (object, names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** Dies before the write transaction after the next `commits` ones, as a process does. */
export function crashingLease(commits) {
  let left = commits;
  return {
    fence: 1,
    signal: new AbortController().signal,
    async assert() {
      if (left-- <= 0) throw new Error('the process died');
    },
    holdUntilCommit: async () => undefined,
  };
}
