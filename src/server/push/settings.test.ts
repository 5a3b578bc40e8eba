import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { getProviderType } from '../providers/registry';
import { checkPublicUrl } from './settings';
import { openPushRig } from './testing/push-rig';
import type { PushRig } from './testing/push-rig';

const TOPIC = 'projects/lab-project/topics/mail';
const google = getProviderType('google');
const microsoft = getProviderType('microsoft');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
const key = JSON.stringify({ type: 'service_account', client_email: 'a@lab.iam', private_key: privateKey });

let rig: PushRig;
beforeAll(async () => void (rig = await openPushRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

it('keeps the key sealed, shows only that there is one, and gives it out for use', async () => {
  await rig.configure(google, { topic: TOPIC, serviceAccountKey: key });
  const row = await rig.db.getRepository('mailSettings').findOne();
  expect(JSON.stringify(row?.get('push'))).not.toContain('PRIVATE KEY');
  const view = await rig.settings.view(google);
  expect(view.fields.find(({ name }) => name === 'serviceAccountKey')).toEqual({ name: 'serviceAccountKey', isSecret: true, value: '', isSet: true });
  expect(JSON.stringify(view)).not.toContain('PRIVATE KEY');
  expect((await rig.settings.read(google)).settings).toEqual({ topic: TOPIC, serviceAccountKey: key });
});

it('takes a reference for the key, shows it, and does without while the variable is not set', async () => {
  rig.env.PUBSUB_KEY = key;
  await rig.configure(google, { topic: TOPIC, serviceAccountKey: '{{$env.PUBSUB_KEY}}' });
  expect((await rig.settings.view(google)).fields.find(({ isSecret }) => isSecret)).toMatchObject({ value: '{{$env.PUBSUB_KEY}}', isSet: true });
  const before = await rig.settings.read(google);
  expect(before.settings.serviceAccountKey).toBe(key);
  delete rig.env.PUBSUB_KEY;
  const after = await rig.settings.read(google);
  expect(after.settings).toEqual({ topic: TOPIC });
  expect(after.version).not.toBe(before.version);
});

it('keeps what an update does not name, and removes what it empties', async () => {
  await rig.configure(google, { topic: TOPIC, audience: 'aud' });
  expect(await rig.settings.check(google, { audience: '' })).toEqual({ topic: TOPIC });
});

it.each([
  ['topic', 'mail'],
  ['topic', 'projects/lab-project/subscriptions/mail'],
  ['subscription', `${TOPIC}?x=1`],
  ['serviceAccountKey', '{"type":"authorized_user"}'],
  ['serviceAccountKey', '{{$env.NOT_SET}}'],
  ['audience', 'two words'],
  ['sender', 'nobody'],
  ['constructor', 'x'],
])('refuses %s %s', async (name, value) => {
  await expect(rig.settings.check(google, { [name]: value })).rejects.toMatchObject({ code: 'invalid-input', field: `providers.google.push.${name}` });
});

it('wants notices when, and only when, the settings suffice', async () => {
  await rig.configure(google, {}, 'https://crm.example.com');
  expect((await rig.settings.read(google)).target).toBeNull();
  expect((await rig.settings.read(microsoft)).target).toEqual({ notificationUrl: 'https://crm.example.com/api/mailNotifications:microsoft' });
  await rig.configure(google, { topic: TOPIC });
  expect((await rig.settings.read(google)).target).toEqual({ topic: TOPIC });
  expect((await rig.settings.read(microsoft)).target).toBeNull();
});

it.each([
  ['https://crm.example.com/', 'https://crm.example.com'],
  ['https://example.com:8443/crm//', 'https://example.com:8443/crm'],
  ['http://127.0.0.1:13000', 'http://127.0.0.1:13000'],
  ['', ''],
])('takes the public address %s as %s', (typed, stored) => {
  expect(checkPublicUrl(typed)).toBe(stored);
});

it.each(['crm.example.com', 'http://crm.example.com', 'ftp://x', 'https://a:b@x.se', 'https://x.se/?a=1', 'https://x.se/#a', `https://x.se/${'a'.repeat(600)}`])('refuses the public address %.40s', (typed) => {
  expect(() => checkPublicUrl(typed)).toThrow(expect.objectContaining({ code: 'invalid-input', field: 'general.publicUrl' }));
});
