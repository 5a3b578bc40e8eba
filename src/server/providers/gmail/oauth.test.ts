import { expect, it } from 'vitest';
import { config } from '../../config';
import { testOAuth } from '../testing/contract-oauth';
import { createGoogleType } from './type';

testOAuth({
  name: 'Google',
  provider: 'google',
  createType: createGoogleType,
  client: { clientId: 'lab-google-client', clientSecret: 'lab-google-secret' },
  address: 'ada@gmail.lab.test',
  subject: '108204268033311374519',
});

it('asks for an offline grant of the smallest scopes, and for nothing that was granted before', async () => {
  const oauth = createGoogleType(config).createOAuthClient({ clientId: 'c', clientSecret: 's', redirectUri: 'https://x.se/cb' });
  const url = new URL(await oauth.authorizeUrl({ state: 'st', challenge: 'ch', loginHint: 'a@x.se' }));
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'c',
    redirect_uri: 'https://x.se/cb',
    response_type: 'code',
    scope: 'openid email profile https://www.googleapis.com/auth/gmail.modify',
    state: 'st',
    code_challenge: 'ch',
    code_challenge_method: 'S256',
    access_type: 'offline',
    prompt: 'consent',
    include_granted_scopes: 'false',
    login_hint: 'a@x.se',
  });
});
