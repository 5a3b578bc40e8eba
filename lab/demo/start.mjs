// Starts what the demo shows: the host, the local mail services, and settings that let a visitor link at once.
import { join } from 'node:path';
import { startHost } from '../host/host.mjs';
import { startProviders } from '../providers/start.mjs';

/** The local Gmail counts no units; at Google's own rate, 300 messages a minute, its 2,000 would take seven minutes. */
const WITHOUT_QUOTA = { MAIL_GOOGLE_UNITS_PER_MINUTE: '1000000' };

const LANGUAGES = ['en-US', 'zh-CN', 'sv-SE'];

/**
 * @param {{ port: number, dataDir: string, real: boolean, db?: string, size: number }} options
 * @returns {Promise<{ url: string, host: object, providers: object | null, stop(): Promise<void> }>}
 */
export async function startDemo({ port, dataDir, real, db, size }) {
  const providers = real
    ? null
    : await startProviders({ port: port + 1, seed: { size }, stateFile: join(dataDir, 'mail-services.json') });
  const host = await startHost({ port, dataDir: join(dataDir, 'host'), db, env: providers ? { ...providers.env, ...WITHOUT_QUOTA } : {} });
  const token = await host.signIn('admin@nocobase.com', 'admin123');
  await host.enableLanguages(LANGUAGES);
  if (providers) await enterLabClients(host, token);
  announce(host.url, real);
  return {
    url: host.url,
    host,
    providers,
    async stop() {
      await host.stop();
      await providers?.stop();
    },
  };
}

/** What an administrator would type into Email settings. */
async function enterLabClients(host, token) {
  await host.api('POST', 'mailSettings:update', {
    token,
    body: {
      providers: [
        { provider: 'google', clientId: 'lab-google-client', clientSecret: 'lab-google-secret' },
        { provider: 'microsoft', clientId: 'lab-microsoft-client', clientSecret: 'lab-microsoft-secret', tenant: 'common' },
      ],
    },
  });
}

function announce(url, real) {
  console.log(`
  NocoBase with Email manager   ${url}/admin   (modern shell: ${url}/v/admin)
  Login                         admin@nocobase.com / admin123
  Try                           ${
    real
      ? 'the gear → Email settings: enter your Google or Microsoft client, then link a mailbox behind the mail icon'
      : 'click the mail icon in the top bar, "Link account", choose Gmail or Outlook, pick a mailbox, read and reply'
  }
  Stop with Ctrl+C.
`);
}
