// A bench on lab/providers: signs in as a person would, so that the OAuth client is proved on the way.
import { createHash, randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { config } from '../../config';
import type { MailConfig } from '../../config';
import type { OAuthClient, ProviderType, TokenSet } from '../provider';
import { createRecordingGate } from './bench';
import type { ContractBench, Fault } from './bench';

interface LabControl {
  deliver(mailbox: string, mail: { rawBase64: string }): Promise<{ id: string; immutableId?: string }>;
  expireCursors(mailbox: string): Promise<void>;
  expireAccessTokens(mailbox: string): void;
  revoke(mailbox: string, reason?: string): number;
  fault(rule: Fault & { provider?: string }): number;
  clearFaults(): void;
  clearLogs(): void;
  sent(filter?: { mailbox?: string }): Array<{ raw: string; recipients: string[] }>;
  violations(): Array<{ method: string; url: string; status: number; issue: unknown }>;
  oauth: {
    failNext(provider: string, order: { at: 'authorize' | 'token'; error: string; count?: number }): void;
    expectClient(provider: string, client: { id?: string; secret?: string; secretExpired?: boolean }): void;
    singleTenant(on?: boolean): void;
  };
}

export interface Lab {
  env: Record<string, string>;
  control: LabControl;
  stop(): Promise<void>;
}

/** `size`: mails in the big mailboxes. */
export async function startLab(size = 60): Promise<Lab> {
  const start = pathToFileURL(resolve('lab/providers/start.mjs')).href;
  const { startProviders } = (await import(/* @vite-ignore */ start)) as { startProviders(options: object): Promise<Lab> };
  return startProviders({ seed: { size } });
}

export function configOf(lab: Lab): MailConfig {
  const { env } = lab;
  return {
    ...config,
    googleAuthUrl: env.MAIL_GOOGLE_AUTH_URL,
    googleTokenUrl: env.MAIL_GOOGLE_TOKEN_URL,
    googleApiUrl: env.MAIL_GOOGLE_API_URL,
    googleUserinfoUrl: `${env.MAIL_GOOGLE_API_URL}/oauth2/v3/userinfo`,
    microsoftLoginUrl: env.MAIL_MICROSOFT_LOGIN_URL,
    graphUrl: env.MAIL_GRAPH_URL,
  };
}

export const REDIRECT_URI = 'http://localhost:13000/admin/settings/mail/oauth2';

/** Answers what the browser would bring back: code and state, or error. */
export async function clickThrough(url: string, address: string): Promise<URLSearchParams> {
  const page = await fetch(url, { redirect: 'manual' });
  const away = page.headers.get('location');
  if (away) return new URL(away).searchParams;
  const html = await page.text();
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? '';
  const request = (/name="request" value="([^"]*)"/.exec(html)?.[1] ?? '').replace(/&amp;/g, '&');
  const back = await fetch(new URL(action, url), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ request, account: address, mail: 'yes' }),
  });
  return new URL(back.headers.get('location') ?? '').searchParams;
}

export async function signIn(oauth: OAuthClient, address: string): Promise<TokenSet> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const answer = await clickThrough(await oauth.authorizeUrl({ state: 'state-1', challenge, loginHint: address }), address);
  return oauth.exchange({ code: answer.get('code') ?? '', verifier });
}

export interface LabAccount {
  address: string;
  clientId: string;
  clientSecret: string;
  /** The lab's name of the API, for faults. */
  api: 'gmail' | 'graph';
}

export async function startBench(account: LabAccount, createType: (endpoints: MailConfig) => ProviderType): Promise<ContractBench & { lab: Lab }> {
  const lab = await startLab();
  const type = createType(configOf(lab));
  const oauth = type.createOAuthClient({ clientId: account.clientId, clientSecret: account.clientSecret, redirectUri: REDIRECT_URI });
  let tokens = await signIn(oauth, account.address);
  let forced = 0;
  const gate = createRecordingGate();
  const provider = type.createProvider({
    email: account.address,
    gate,
    now: () => new Date(),
    async getAccessToken(force) {
      if (force) {
        forced++;
        const fresh = await oauth.refresh(tokens);
        tokens = { ...tokens, ...fresh, refreshToken: fresh.refreshToken ?? tokens.refreshToken };
      }
      return tokens.accessToken;
    },
  });
  const { control } = lab;
  return {
    lab,
    type,
    provider,
    gate,
    address: account.address,
    forcedTokens: () => forced,
    expireToken: async () => control.expireAccessTokens(account.address),
    async deliver(mime) {
      const { id, immutableId } = await control.deliver(account.address, { rawBase64: Buffer.from(mime).toString('base64') });
      return immutableId ?? id;
    },
    fault: (fault) => void control.fault({ skip: 0, ...fault, provider: account.api }),
    loseCursors: () => control.expireCursors(account.address),
    sent: async () => control.sent({ mailbox: account.address }),
    violations: async () => control.violations().map((violation) => JSON.stringify(violation)),
    async reset() {
      control.clearFaults();
      control.clearLogs();
    },
    stop: () => lab.stop(),
  };
}
