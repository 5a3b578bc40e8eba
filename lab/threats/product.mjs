// The server half without its host: the same parts that src/server/plugin.ts puts together, over a database of the tests
// and with a clock that can be moved on. The lab's addresses have to be in the environment before this file is loaded.
import { authorize } from '../../src/server/oauth/authorize.ts';
import { finishRoundTrip } from '../../src/server/oauth/callback.ts';
import { createTokenSource } from '../../src/server/oauth/token-source.ts';
import { createProviderOpener } from '../../src/server/accounts/open-provider.ts';
import { consentWorks, needsReauthorization, startAccount } from '../../src/server/accounts/account-state.ts';
import { createGates } from '../../src/server/limits/gates.ts';
import { createSecretBox } from '../../src/server/security/secret-box.ts';
import { deliver } from '../../src/server/sending/deliver.ts';
import { submit } from '../../src/server/sending/submit.ts';
import { storeSecret } from '../../src/server/settings/secret.ts';
import { createSettingsStore } from '../../src/server/settings/store.ts';
import { createEngine } from '../../src/server/sync/engine.ts';

export { authorize, deliver, finishRoundTrip, startAccount, submit };
export { saveDraft } from '../../src/server/sending/drafts.ts';
export { createJobs } from '../../src/server/jobs/jobs.ts';
export { claim } from '../../src/server/jobs/lease.ts';
export { findJobs } from '../../src/server/jobs/rows.ts';
export { createPushHandler } from '../../src/server/push/push-handler.ts';
export { createReceiver } from '../../src/server/webhooks/receiver.ts';
export { createBell } from '../../src/server/push/bell.ts';
export { createPushSettings } from '../../src/server/push/settings.ts';
export { findPushAccounts } from '../../src/server/push/state.ts';
export { getProviderType } from '../../src/server/providers/registry.ts';
export { countMessages, progressOf } from '../../src/server/sync/progress.ts';
export { loadAccount } from '../../src/server/sync/store/accounts.ts';
export { openTables } from '../../src/server/sync/store/write.ts';
export { openDatabase } from '../../src/server/sync/testing/database.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const environment = { renderJsonTemplate: (template) => template };
const secretBox = createSecretBox(Buffer.alloc(32, 7));

/** Time for the product: the real one, plus what a test has skipped. Timers that became due by skipping run at once. */
export function createClock() {
  let shift = 0;
  const timers = new Set();
  const now = () => Date.now() + shift;
  const fire = (timer) => {
    clearTimeout(timer.handle);
    timers.delete(timer);
    timer.wake();
  };
  return {
    now,
    after(ms, wake) {
      const timer = { at: now() + ms, wake, handle: undefined };
      timer.handle = setTimeout(() => fire(timer), ms);
      timers.add(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    skip(ms) {
      shift += ms;
      for (const timer of [...timers]) if (timer.at <= now()) fire(timer);
    },
  };
}

/**
 * One process of the product: what lives in memory begins anew, what lies in the database stays.
 * @param {{ db: any, clock: ReturnType<typeof createClock>, limits?: object }} options `limits`: a scaled quota
 */
export function startProduct({ db, clock, limits }) {
  const now = () => new Date(clock.now());
  const seen = { rings: [], changed: [], arrived: [], accounts: [], warnings: [] };
  const log = { ...quiet, warn: (message, meta) => void seen.warnings.push({ message, ...meta }) };
  const events = { mailChanged: (_id, change) => void seen.changed.push(change), accountChanged: (id) => void seen.accounts.push(id), submissionChanged() {}, stop() {} };
  const settings = createSettingsStore({ db, secretBox, environment });
  const plain = createGates(clock);
  const scaled = (type) => (limits ? { ...type, limits: { ...type.limits, ...limits } } : type);
  const gates = { ...plain, gate: (type, clientId, email) => plain.gate(scaled(type), clientId, email) };
  const jobs = { ring: async (kind, subjectId, more = {}) => void seen.rings.push({ kind, subjectId, ...more }), cancel: async () => {}, cancelAccount: async () => {}, wake() {}, start: async () => {}, stop: async () => {} };
  const tokens = createTokenSource({
    ...{ db, secretBox, log, now },
    onAllRevoked: (accountId) => needsReauthorization({ db, events }, accountId),
    onRefreshed: (accountId) => consentWorks({ db, events, jobs }, accountId),
  });
  const providers = createProviderOpener({ settings, tokens, gates, now });
  const engine = createEngine({
    ...{ db, log, providers, events, now },
    ringSync: (accountId, at) => void seen.rings.push({ kind: 'sync', subjectId: accountId, runAt: at }),
    onArrived: (_id, ids) => void seen.arrived.push(...ids),
  });
  const uploads = { remove: async () => {} };
  return { db, log, secretBox, gates, events, providers, jobs, engine, now, environment, settings, tokens, uploads, seen };
}

/** What an administrator enters. @param {any} db @param {Record<string, { clientId: string, clientSecret: string, tenant?: string }>} clients */
export async function enterClients(db, clients) {
  for (const [provider, { clientId, clientSecret, tenant }] of Object.entries(clients)) {
    await db.getRepository('mailSettings').create({ values: { provider, clientId, tenant, enabled: true, clientSecret: storeSecret(secretBox, provider, clientSecret) } });
  }
}
