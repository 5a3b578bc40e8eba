import { generateKeyPair } from 'jose';
import type { JWTPayload } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { config } from '../../config';
import { AUDIENCE, SENDER, startGoogleKeys } from '../testing/google-keys';
import type { GoogleKeys } from '../testing/google-keys';
import { createGmailPush } from './push';

let google: GoogleKeys;
beforeEach(async () => void (google = await startGoogleKeys()));
afterEach(() => google.close());

const settings = { audience: AUDIENCE, sender: SENDER };
const data = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const envelope = (inner: unknown = { emailAddress: 'Anna@x.se', historyId: 12 }) => JSON.stringify({ message: { data: data(inner), messageId: '1' }, subscription: 'projects/p/subscriptions/s' });
const read = (token: string, { body = envelope(), use = settings as Partial<typeof settings> } = {}) =>
  createGmailPush({ ...config, googleJwksUrl: google.url }).read({ query: new URLSearchParams(), authorization: `Bearer ${token}`, body }, use);
const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

it('reads the mailbox of a genuine push and nothing else', async () => {
  expect(await read(await google.token())).toEqual({ kind: 'notices', notices: [{ event: 'changed', subject: { email: 'Anna@x.se' } }] });
});

it.each<[string, JWTPayload]>([
  ['for another audience', { aud: 'https://evil.example' }],
  ['for several audiences', { aud: [AUDIENCE, 'https://evil.example'] }],
  ['of another sender', { email: 'other@lab.iam.gserviceaccount.com' }],
  ['of a sender whose address is not verified', { email_verified: false }],
  ['whose sender is verified by a word', { email_verified: 'true' }],
  ['without sender', { email: undefined }],
  ['that has expired', { iat: seconds(-7200), exp: seconds(-3600) }],
  ['without end', { exp: undefined }],
  ['not valid yet', { nbf: seconds(600) }],
  ['of another issuer', { iss: 'https://accounts.evil.example' }],
])('refuses a token %s', async (_name, claims) => {
  await expect(read(await google.token(claims))).rejects.toMatchObject({ code: 'forbidden' });
});

it('refuses a token signed by a stranger who borrows the key id', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  await expect(read(await google.token({}, privateKey))).rejects.toMatchObject({ code: 'forbidden' });
});

it('refuses a token signed with the public key as an HMAC secret, and one without signature', async () => {
  const [, payload] = (await google.token()).split('.');
  for (const alg of ['HS256', 'none']) {
    const header = Buffer.from(JSON.stringify({ alg, kid: 'key-1' })).toString('base64url');
    await expect(read(`${header}.${payload}.${alg === 'none' ? '' : 'AAAA'}`)).rejects.toMatchObject({ code: 'forbidden' });
  }
});

it('does not fetch keys for every key id that a stranger makes up', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  await read(await google.token());
  const verifier = createGmailPush({ ...config, googleJwksUrl: google.url });
  for (let i = 0; i < 20; i++) {
    const authorization = `Bearer ${await google.token({}, privateKey, { kid: `made-up-${i}` })}`;
    await expect(verifier.read({ query: new URLSearchParams(), authorization, body: envelope() }, settings)).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect(google.server.requests.length).toBeLessThanOrEqual(3);
});

it.each(['', 'Basic YTpi', 'Bearer', 'Bearer a.b', `Bearer ${'a'.repeat(100_000)}.b.c`])('refuses without a token: %.20s', async (authorization) => {
  const push = createGmailPush({ ...config, googleJwksUrl: google.url });
  await expect(push.read({ query: new URLSearchParams(), authorization, body: envelope() }, settings)).rejects.toMatchObject({ code: 'forbidden' });
  expect(google.server.requests).toHaveLength(0);
});

it('refuses every push while audience or sender is not set up', async () => {
  const token = await google.token();
  for (const use of [{}, { audience: AUDIENCE }, { sender: SENDER }]) await expect(read(token, { use })).rejects.toMatchObject({ code: 'forbidden' });
});

it('lets Pub/Sub try again while the keys cannot be had', async () => {
  google.answerWith({ status: 500, body: '' });
  await expect(read(await google.token())).rejects.toMatchObject({ code: 'unavailable' });
});

it.each(['', 'null', '[]', '{}', '{"message":{}}', '{"message":{"data":7}}', '{"message":{"data":"!!"}}', envelope({ emailAddress: 'nobody' }), envelope(null)])('refuses a genuine push that is no notice: %s', async (body) => {
  await expect(read(await google.token(), { body })).rejects.toMatchObject({ code: 'invalid-input' });
});
