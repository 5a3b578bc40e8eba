import { afterAll, beforeAll, expect, it } from 'vitest';
import { testOAuth } from '../testing/contract-oauth';
import { configOf, REDIRECT_URI, startLab } from '../testing/lab';
import type { Lab } from '../testing/lab';
import { createMicrosoftType } from './type';

const client = { clientId: 'lab-microsoft-client', clientSecret: 'lab-microsoft-secret' };
const tenant = '7f3c1d52-64f0-4b0e-9a51-2d8e5a9c4f10';

testOAuth({
  name: 'Microsoft',
  provider: 'microsoft',
  createType: createMicrosoftType,
  client,
  address: 'grace@outlook.lab.test',
  subject: `5b1f6a7e-1c52-4c0a-9b43-0d7d1f2e8a11.${tenant}`,
});

let lab: Lab;
beforeAll(async () => void (lab = await startLab(5)), 120_000);
afterAll(() => lab?.stop());
const oauth = (settings: { tenant?: string } = {}) => createMicrosoftType(configOf(lab)).createOAuthClient({ ...client, redirectUri: REDIRECT_URI, ...settings });

it('proves a single tenant by a token of the app itself', async () => {
  await oauth({ tenant }).test();
});

it('says that a single-tenant app needs its tenant', async () => {
  lab.control.oauth.singleTenant(true);
  await expect(oauth().test()).rejects.toMatchObject({ code: 'provider-tenant-wrong' });
  lab.control.oauth.singleTenant(false);
});

it('says that a tenant does not exist', async () => {
  await expect(oauth({ tenant: 'not a tenant' }).test()).rejects.toMatchObject({ code: 'provider-tenant-wrong' });
});

it('says that the secret has expired', async () => {
  lab.control.oauth.expectClient('microsoft', { secretExpired: true });
  await expect(oauth().test()).rejects.toMatchObject({ code: 'provider-secret-expired' });
  lab.control.oauth.expectClient('microsoft', { secretExpired: false });
});

it('names the page where an administrator agrees for everybody', () => {
  const url = new URL(oauth().adminConsentUrl?.() ?? '');
  expect(url.pathname).toBe('/microsoft/organizations/adminconsent');
  expect(url.searchParams.get('redirect_uri')).toBe(REDIRECT_URI);
});
