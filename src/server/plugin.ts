// Wiring only: makes the parts of the server half and hands them to each other and to the host.
import { Plugin } from '@nocobase/server';
import { storagePathJoin } from '@nocobase/utils';
import { consentWorks, needsReauthorization } from './accounts/account-state';
import { runCheck } from './accounts/completeness';
import { createProviderOpener } from './accounts/open-provider';
import type { AppContext } from './app-context';
import { config } from './config';
import { watchAccounts } from './integrations/account-watch';
import { gatePeers, spreadEvents, spreadWakes } from './integrations/across-nodes';
import { createAdministrators } from './integrations/administrators';
import { createBrowsers } from './integrations/browsers';
import { publishCollections } from './integrations/collection-manager';
import { createInAppMessages } from './integrations/in-app-message';
import { createPeopleNotifier, type PeopleNotifier } from './integrations/notify-people';
import { createRealtime } from './integrations/realtime';
import { createRedisChannel } from './integrations/redis-channel';
import { tellAdministrators } from './integrations/tell-administrators';
import { createJobs } from './jobs/jobs';
import { turnsOf } from './database/turns';
import { systemClock } from './limits/clock';
import { createGates } from './limits/gates';
import { createTokenSource } from './oauth/token-source';
import { createBell } from './push/bell';
import { listProviderTypes } from './providers/registry';
import { createListenHandler, ringListeners } from './push/listen-handler';
import { createPushHandler } from './push/push-handler';
import { createPushSettings } from './push/settings';
import { registerResources } from './resources/register';
import { createSecretBox } from './security/secret-box';
import { deliver } from './sending/deliver';
import { ringWaiting } from './sending/submit';
import { createUploadStore } from './sending/uploads';
import type { Jobs } from './services';
import { createSettingsStore } from './settings/store';
import { createEngine } from './sync/engine';
import { createTextIndex } from './text-index/text-index';
import { registerWebhooks } from './webhooks/register';

/** What WORKER_MODE names, when some processes only answer requests and others only work. */
const WORKER_KEY = 'email-manager:jobs';

export class PluginEmailManagerServer extends Plugin {
  async load(): Promise<void> {
    try {
      this.wire();
    } catch (error) {
      // The host starts without mail rather than not at all.
      this.log.error('mail could not be loaded', { error: error instanceof Error ? error.stack : String(error) });
    }
  }

  async afterEnable(): Promise<void> {
    await publishCollections(this.db);
  }

  private wire(): void {
    const { db, environment } = this.app;
    const log = this.log;
    const now = () => new Date();
    const secretBox = createSecretBox(this.hostKey());
    const administrators = createAdministrators(db, this.app.acl, now);
    const people = createPeopleNotifier({ db, log, messages: createInAppMessages(db, this.app), administrators });
    const { app: host } = this;
    const channel = config.redisUrl ? createRedisChannel({ url: config.redisUrl, appName: host.name, secretBox, log }) : null;
    const gates = createGates(systemClock, channel ? gatePeers(channel) : undefined, listProviderTypes());
    const ownBrowsers = createBrowsers(host, log);
    const browsers = channel ? spreadEvents(ownBrowsers, channel, () => host.pubSubManager.isConnected()) : ownBrowsers;
    const events = watchAccounts(createRealtime({ db, log, host: browsers }), log, [people.look, tellAdministrators(browsers, administrators)]);
    const settings = createSettingsStore({ db, secretBox, environment });
    const tokens = createTokenSource({
      ...{ db, secretBox, log, now },
      onAllRevoked: (accountId) => needsReauthorization({ db, events }, accountId),
      onRefreshed: (accountId) => consentWorks({ db, events, jobs: { ring } }, accountId),
    });
    const providers = createProviderOpener({ settings, tokens, gates, now });
    const uploads = createUploadStore({ db, folder: storagePathJoin('email-manager', 'uploads'), now });
    // Jobs and engine call each other: a round of work may ask for the next one.
    let jobs: Jobs | null = null;
    const ringSync = (accountId: number | string, runAt: Date) => {
      jobs?.ring('sync', accountId, { accountId, runAt }).catch((error: unknown) => log.warn('mail: ring failed', { error: String(error) }));
    };
    const ring: Jobs['ring'] = async (...asked) => jobs?.ring(...asked);
    const pushSettings = createPushSettings({ db, secretBox, environment, apiPath: config.apiPath, appName: host.name });
    const bell = createBell({ db, jobs: { ring }, now });
    const engine = createEngine({ db, log, providers, events, now, ringSync });
    const ownJobs = createJobs({
      ...{ db, log, now },
      handlers: {
        sync: (accountId, lease) => engine.syncAccount(accountId, lease),
        send: (submissionId, lease) => deliver(app, submissionId, lease),
        reconcile: (accountId, lease) => runCheck(app, accountId, lease),
        push: createPushHandler({ db, log, jobs: { ring }, providers, settings: pushSettings, now }),
        listen: createListenHandler({ log, settings: pushSettings, bell }),
      },
    });
    jobs = channel ? spreadWakes(ownJobs, channel) : ownJobs;
    const app: AppContext = { db, log, secretBox, gates, events, providers, jobs, engine, now, environment, settings, pushSettings, tokens, uploads };
    registerResources(this.app, app);
    registerWebhooks(host, { log, bell, settings: pushSettings });
    this.runJobs(app, people, () => {
      events.stop();
      channel?.close();
      turnsOf(db)?.end();
    });
  }

  /**
   * The host starts and stops in place when any plugin is switched on or off: nothing may run twice or stay behind. It also
   * waits for these handlers, and one that rejects would leave it neither started nor stopped.
   */
  private runJobs(app: AppContext, people: PeopleNotifier, stopEvents: () => void): void {
    const { db, jobs, log } = app;
    const textIndex = createTextIndex({ db, log });
    const attempt = (what: string, work: () => Promise<unknown>) =>
      work().catch((error: unknown) => log.warn(`mail: ${what} failed`, { error: String(error) }));
    this.app.on('afterStart', async () => {
      if (!this.app.serving(WORKER_KEY)) return;
      await attempt('removing old uploads', () => app.uploads.purge());
      await attempt('starting the jobs', () => jobs.start());
      await attempt('looking up what waits to be sent', () => ringWaiting(app));
      await attempt('looking up what to listen to', () => ringListeners(jobs));
      void attempt('telling people what happened meanwhile', () => people.lookAtAll());
      void attempt('deleting what unlinked accounts left', () => app.engine.deleteOrphans());
      textIndex.start();
    });
    this.app.on('afterUpgrade', () => attempt('publishing new fields', () => publishCollections(this.db)));
    this.app.on('afterUpgrade', () => attempt('trying damaged mail again', () => app.engine.retryBroken()));
    this.app.on('beforeStop', async () => {
      await attempt('stopping the jobs', () => jobs.stop());
      await attempt('stopping the text index', () => textIndex.stop());
      stopEvents();
    });
  }

  /** The host encrypts its own secrets with this key, so that one key has to be kept safe and no other. */
  private hostKey(): Buffer {
    return (this.app.aesEncryptor as unknown as { key: Buffer }).key;
  }
}

export default PluginEmailManagerServer;
