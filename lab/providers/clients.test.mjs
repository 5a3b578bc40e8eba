// The official client libraries must be content with the lab.
import { gmail as gmailApi } from 'googleapis/build/src/apis/gmail/index.js';
import { OAuth2Client } from 'google-auth-library';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authorize, signIn } from './sign-in.mjs';
import { startProviders } from './start.mjs';

let lab;
beforeAll(async () => {
  lab = await startProviders({ seed: { size: 40 } });
});
afterAll(() => lab.stop());

it('googleapis lists, gets, sends JSON and media', async () => {
  const tokens = await signIn({ env: lab.env, provider: 'google', account: 'ada@gmail.lab.test' });
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: tokens.access_token });
  const rootUrl = `${lab.env.MAIL_GOOGLE_API_URL}/`;
  const gmail = gmailApi({ version: 'v1', auth, rootUrl });
  const { data } = await gmail.users.messages.list({ userId: 'me', maxResults: 3 });
  await gmail.users.messages.get({ userId: 'me', id: data.messages[0].id, format: 'full' });
  const mail = 'From: ada@gmail.lab.test\r\nTo: grace@outlook.lab.test\r\nSubject: By client\r\n\r\nx';
  await gmail.users.messages.send({ userId: 'me', requestBody: { raw: Buffer.from(mail).toString('base64url') } });
  await gmail.users.messages.send({ userId: 'me', requestBody: {}, media: { mimeType: 'message/rfc822', body: mail } }, { rootUrl });
  expect(lab.control.sent()).toHaveLength(2);
  expect(lab.violations()).toEqual([]);
});

it('MSAL redeems a code and refreshes silently', async () => {
  const authority = `${lab.env.MAIL_MICROSOFT_LOGIN_URL}/common`;
  const endpoint = (path) => `${authority}/oauth2/v2.0/${path}`;
  // MSAL refuses an http authority, but takes http endpoints from metadata under an https one.
  const secure = authority.replace('http:', 'https:');
  const app = new ConfidentialClientApplication({
    auth: {
      clientId: 'lab-microsoft-client', clientSecret: 'lab-microsoft-secret', authority: secure, knownAuthorities: [new URL(authority).host],
      authorityMetadata: JSON.stringify({ token_endpoint: endpoint('token'), authorization_endpoint: endpoint('authorize'), issuer: `${authority}/v2.0`, jwks_uri: `${authority}/discovery/v2.0/keys`, end_session_endpoint: endpoint('logout') }),
      cloudDiscoveryMetadata: JSON.stringify({ tenant_discovery_endpoint: `${secure}/v2.0/.well-known/openid-configuration`, metadata: [{ preferred_network: new URL(authority).host, preferred_cache: new URL(authority).host, aliases: [new URL(authority).host] }] }),
    },
  });
  const { back, verifier, redirectUri } = await authorize({ env: lab.env, provider: 'microsoft', account: 'grace@outlook.lab.test' });
  const scopes = ['User.Read', 'Mail.ReadWrite', 'Mail.Send'];
  const result = await app.acquireTokenByCode({ code: back.searchParams.get('code'), scopes, redirectUri, codeVerifier: verifier });
  expect(result.account.homeAccountId).toBe('5b1f6a7e-1c52-4c0a-9b43-0d7d1f2e8a11.7f3c1d52-64f0-4b0e-9a51-2d8e5a9c4f10');
  const again = await app.acquireTokenSilent({ account: result.account, scopes, forceRefresh: true });
  expect(again.accessToken).not.toBe(result.accessToken);
  lab.control.revoke('grace@outlook.lab.test', '50173');
  await expect(app.acquireTokenSilent({ account: result.account, scopes, forceRefresh: true })).rejects.toMatchObject({ errorCode: 'invalid_grant', name: 'InteractionRequiredAuthError' });
});
