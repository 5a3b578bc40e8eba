// Push over a real database, with a provider that does what a test says. For tests only.
import { MailError } from '../../../common/errors';
import type { MailProvider, ProviderType, PushTarget } from '../../providers/provider';
import { getProviderType } from '../../providers/registry';
import { createSecretBox } from '../../security/secret-box';
import type { JobKind, Lease, Log } from '../../services';
import { openDatabase } from '../../sync/testing/database';
import { createBell } from '../bell';
import { createPushHandler } from '../push-handler';
import { createPushSettings } from '../settings';
import { findPushAccounts } from '../state';

export interface Ring {
  kind: JobKind;
  subjectId: string;
  runAt?: Date;
}

export type SetPush = MailProvider['setPush'];

export const idleLease = (controller = new AbortController()): Lease & { controller: AbortController } => ({
  fence: 1,
  signal: controller.signal,
  controller,
  assert: async () => controller.signal.throwIfAborted(),
  holdUntilCommit: async () => controller.signal.throwIfAborted(),
});

export async function openPushRig({ minIntervalMs = 1_000 } = {}) {
  const test = await openDatabase('sqlite');
  const { db } = test;
  const rings: Ring[] = [];
  const logged: string[] = [];
  const note = (level: string) => (message: string, meta?: object) => void logged.push(`${level} ${message} ${JSON.stringify(meta ?? {})}`);
  const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const clock = { at: new Date() };
  const now = () => clock.at;
  const env: Record<string, string> = {};
  const environment = {
    renderJsonTemplate: (template: unknown) => JSON.parse(JSON.stringify(template).replace(/\{\{\s*\$env\.(\w+)\s*\}\}/g, (_all, name: string) => JSON.stringify(env[name] ?? '').slice(1, -1))) as unknown,
  };
  const settings = createPushSettings({ db, secretBox: createSecretBox(Buffer.alloc(32, 1)), environment, apiPath: '/api/', appName: 'main' });
  const ring = async (kind: JobKind, subjectId: string | number, { runAt }: { runAt?: Date } = {}) =>
    void rings.push({ kind, subjectId: String(subjectId), ...(runAt ? { runAt } : {}) });
  const jobs = { ring };
  const asked: Array<PushTarget | null> = [];
  const noProvider: SetPush = async () => {
    throw new MailError('internal', { detail: 'no provider in this test' });
  };
  const provider = { setPush: noProvider };
  const handle = createPushHandler({
    ...{ db, log, jobs, settings, now },
    providers: {
      open: async (account) => ({
        type: getProviderType(account.provider),
        provider: {
          setPush: (target: PushTarget | null, options: Parameters<SetPush>[1]) => {
            asked.push(target);
            return provider.setPush(target, options);
          },
        } as MailProvider,
      }),
    },
  });
  let lastId = 4e14;
  return {
    ...{ db, rings, logged, clock, env, settings, asked, provider, jobs, log },
    bell: createBell({ db, jobs, now, minIntervalMs }),
    run: (accountId: number, lease: Lease = idleLease()) => handle(String(accountId), lease),
    async addAccount(providerId: string, email: string, status = 'active'): Promise<number> {
      const id = ++lastId;
      await db.getRepository('mailAccounts').create({ values: { id, provider: providerId, email, status } });
      return id;
    },
    /** As new: opening a database takes a second. */
    async reset() {
      for (const name of ['mailAccounts', 'mailMessages', 'mailSettings', 'mailGeneralSettings']) await db.getModel(name).destroy({ where: {}, hooks: false });
      for (const list of [rings, logged, asked]) list.length = 0;
      Object.assign(jobs, { ring });
      provider.setPush = noProvider;
      clock.at = new Date();
    },
    async configure(type: ProviderType, push: Record<string, string>, publicUrl = '') {
      for (const name of ['mailSettings', 'mailGeneralSettings']) await db.getModel(name).destroy({ where: {}, hooks: false });
      await db.getRepository('mailSettings').create({ values: { provider: type.id, enabled: true, push: await settings.check(type, push) } });
      await db.getRepository('mailGeneralSettings').create({ values: { publicUrl } });
    },
    account: async (id: number) => (await findPushAccounts(db, { id }))[0],
    close: () => test.close(),
  };
}

export type PushRig = Awaited<ReturnType<typeof openPushRig>>;
