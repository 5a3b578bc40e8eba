// The accounts of a chaos run, as a person's browser sees them. Every call waits for a host that is just coming up again.
import { setTimeout as sleep } from 'node:timers/promises';

export const PROVIDERS = [
  { provider: 'google', title: 'Gmail', address: 'ada@gmail.lab.test' },
  { provider: 'microsoft', title: 'Outlook', address: 'grace@outlook.lab.test' },
];
const CLIENTS = [
  { provider: 'google', clientId: 'lab-google-client', clientSecret: 'lab-google-secret' },
  { provider: 'microsoft', clientId: 'lab-microsoft-client', clientSecret: 'lab-microsoft-secret', tenant: 'common' },
];
const TRY_FOR_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 30_000;

/** @param {{ host: any, root: string, consent(url: string, account: string): Promise<object> }} options */
export function createAccounts({ host, root, consent }) {
  async function call(method, action, body) {
    for (const until = Date.now() + TRY_FOR_MS; ; ) {
      const { ok, status, body: answer } = await host.api(method, action, { token: root, ...(body ? { body } : {}) }).catch((error) => ({ ok: false, status: 0, body: String(error) }));
      if (ok) return answer.data;
      if (Date.now() > until || (status >= 400 && status < 500)) throw new Error(`${action} answered ${status}: ${JSON.stringify(answer)}`);
      await sleep(300);
    }
  }

  const list = () => call('GET', 'mailAccounts:mine');

  async function until(what, limitMs, look) {
    for (const end = Date.now() + limitMs; ; ) {
      const value = await look();
      if (value) return value;
      if (Date.now() > end) throw new Error(`timed out waiting until ${what}: ${JSON.stringify(await list())}`);
      await sleep(LOOK_EVERY_MS);
    }
  }

  return {
    list,
    configure: () => call('POST', 'mailSettings:update', { providers: CLIENTS }),
    async link(provider, address) {
      const { url } = await call('POST', 'mailAccounts:authorize', { provider, returnTo: '/admin/mail' });
      const { errorDescription, ...params } = await consent(url, address);
      const { account } = await call('POST', 'mailAccounts:callback', { ...params, ...(errorDescription ? { error_description: errorDescription } : {}) });
      await call('POST', 'mailAccounts:start', { id: account.id, syncFrom: null });
    },

    /** Until every account is active, has synced again after the grace period of what seemed to be gone, and nothing waits. */
    async settle(limitMs, say) {
      let activeSince = 0;
      let told = 0;
      await until('all accounts are active', limitMs + GRACE_MS, async () => {
        const accounts = await list();
        const isActive = accounts.every(({ status }) => status === 'active');
        if (!isActive) activeSince = 0;
        else activeSince ||= Date.now();
        if (Date.now() - told > TELL_EVERY_MS) {
          say(accounts.map(({ email, status, statusCode, progress }) => `${email} ${status}${statusCode ? ` (${statusCode})` : ''} ${progress?.stored ?? '?'}/${progress?.total ?? '?'}`).join(', '));
          told = Date.now();
          for (const { id } of accounts) await call('POST', 'mailAccounts:sync', { id });
        }
        return isActive && Date.now() - activeSince > GRACE_MS;
      });
      for (let round = 0; round < 2; round++) {
        const before = Date.now();
        for (const { id } of await list()) await call('POST', 'mailAccounts:sync', { id });
        await until('another round has ended', limitMs, async () => (await list()).every(({ status, lastSyncedAt }) => status === 'active' && Date.parse(lastSyncedAt) > before));
      }
    },

    async reconcile(limitMs) {
      const reports = [];
      for (const { id, email } of await list()) {
        const before = Date.now();
        await call('POST', 'mailAccounts:reconcile', { id });
        const { last } = await until('the comparison has ended', limitMs, async () => {
          const view = await call('GET', `mailAccounts:completeness?id=${id}`);
          return view.state === 'idle' && view.last && Date.parse(view.last.at) > before ? view : null;
        });
        reports.push({ email, report: last.report });
      }
      return reports;
    },
  };
}

/** What left one folder may arrive in another for two minutes; only then is the provider asked whether it is gone. */
const GRACE_MS = 130_000;
