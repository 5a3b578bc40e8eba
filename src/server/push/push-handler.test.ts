import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { getProviderType } from '../providers/registry';
import { idleLease, openPushRig } from './testing/push-rig';
import type { PushRig } from './testing/push-rig';

const TOPIC = 'projects/lab-project/topics/mail';
const HOUR = 3_600_000;
const google = getProviderType('google');
const microsoft = getProviderType('microsoft');

let rig: PushRig;
beforeAll(async () => void (rig = await openPushRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const inDays = (days: number) => new Date(rig.clock.at.getTime() + days * 24 * HOUR);
const pass = (ms: number) => void (rig.clock.at = new Date(rig.clock.at.getTime() + ms));
const kinds = () => rig.rings.map(({ kind }) => kind);

it('starts a watch when a topic is set up, rings for what came before, and looks again within the hour', async () => {
  await rig.configure(google, { topic: TOPIC });
  const id = await rig.addAccount('google', 'anna@x.se');
  rig.provider.setPush = async () => ({ expiresAt: inDays(7), cursor: '9' });
  await rig.run(id);
  expect(rig.asked).toEqual([{ topic: TOPIC, clientState: expect.stringMatching(new RegExp(`^${id}\\.`)) }]);
  expect(rig.rings).toEqual([
    { kind: 'sync', subjectId: String(id) },
    { kind: 'push', subjectId: String(id), runAt: new Date(rig.clock.at.getTime() + HOUR) },
  ]);
  expect((await rig.account(id)).push).toMatchObject({ active: { expiresAt: inDays(7).toISOString() }, failure: null });
});

it('asks nothing of the provider while nothing is set up', async () => {
  const ids = [await rig.addAccount('google', 'anna@x.se'), await rig.addAccount('microsoft', 'anna@x.se')];
  for (const id of ids) await rig.run(id);
  expect(rig.asked).toEqual([]);
  expect(rig.rings).toEqual([]);
});

it('renews daily with the same subscription, without a sync', async () => {
  await rig.configure(microsoft, {}, 'https://crm.example.com');
  const id = await rig.addAccount('microsoft', 'anna@x.se');
  rig.provider.setPush = async () => ({ expiresAt: inDays(7), subscriptionId: 's1' });
  await rig.run(id);
  const first = (await rig.account(id)).push.active;
  rig.rings.length = 0;
  pass(24 * HOUR);
  await rig.run(id);
  expect(rig.asked[1]).toMatchObject({ subscriptionId: 's1', notificationUrl: 'https://crm.example.com/api/mailNotifications:microsoft' });
  expect((await rig.account(id)).push.active).toEqual({ ...first, renewedAt: rig.clock.at.toISOString(), expiresAt: inDays(7).toISOString() });
  expect(kinds()).toEqual(['push']);
});

it('notices that a subscription has died: a new one, a new secret, and a sync for the time between', async () => {
  await rig.configure(microsoft, {}, 'https://crm.example.com');
  const id = await rig.addAccount('microsoft', 'anna@x.se');
  rig.provider.setPush = async () => ({ expiresAt: inDays(7), subscriptionId: 's1' });
  await rig.run(id);
  const first = (await rig.account(id)).push.active;
  rig.rings.length = 0;
  pass(24 * HOUR);
  rig.provider.setPush = async () => ({ expiresAt: inDays(7), subscriptionId: 's2' });
  await rig.run(id);
  const second = (await rig.account(id)).push.active;
  expect(second?.subscriptionId).toBe('s2');
  expect(second?.clientStateHash).not.toBe(first?.clientStateHash);
  expect(kinds()).toEqual(['sync', 'push']);
});

it('replaces notices that stay silent while mail comes', async () => {
  await rig.configure(google, { topic: TOPIC });
  const id = await rig.addAccount('google', 'anna@x.se');
  rig.provider.setPush = async () => ({ expiresAt: inDays(7) });
  await rig.run(id);
  pass(7 * HOUR);
  await rig.db.getRepository('mailMessages').create({ values: { accountId: id, remoteKey: 'k', mailId: 'm', date: new Date(rig.clock.at.getTime() - HOUR), subject: 's' } });
  await rig.run(id);
  expect(rig.asked.slice(1)).toEqual([null, expect.objectContaining({ topic: TOPIC })]);
});

it.each(['paused', 'needs-reauthorization', 'no-mailbox'])('ends when the account is %s, also when the provider refuses', async (status) => {
  await rig.configure(google, { topic: TOPIC });
  const id = await rig.addAccount('google', 'anna@x.se');
  rig.provider.setPush = async () => ({ expiresAt: inDays(7) });
  await rig.run(id);
  rig.rings.length = 0;
  await rig.db.getModel('mailAccounts').update({ status }, { where: { id } });
  rig.provider.setPush = async () => {
    throw new MailError('auth-revoked');
  };
  await rig.run(id);
  expect(rig.asked[1]).toBeNull();
  expect((await rig.account(id)).push).toEqual({ active: null, failure: null });
  expect(rig.rings).toEqual([]);
});

it('backs off without failing the job, says it once, and what still lives goes on', async () => {
  await rig.configure(microsoft, {}, 'https://crm.example.com');
  const id = await rig.addAccount('microsoft', 'anna@x.se');
  rig.provider.setPush = async () => ({ expiresAt: inDays(7), subscriptionId: 's1' });
  await rig.run(id);
  pass(24 * HOUR);
  rig.provider.setPush = async () => {
    throw new MailError('unavailable', { detail: 'graph 503' });
  };
  for (const minutes of [1, 2, 4]) {
    rig.rings.length = 0;
    await rig.run(id);
    expect(rig.rings).toEqual([{ kind: 'push', subjectId: String(id), runAt: new Date(rig.clock.at.getTime() + minutes * 60_000) }]);
    pass(minutes * 60_000);
  }
  expect((await rig.account(id)).push).toMatchObject({ active: { subscriptionId: 's1' }, failure: { count: 3, code: 'unavailable' } });
  expect(rig.logged.filter((line) => line.startsWith('warn'))).toHaveLength(1);
});

it('gives the job up when its lease is lost, and writes nothing', async () => {
  await rig.configure(google, { topic: TOPIC });
  const id = await rig.addAccount('google', 'anna@x.se');
  const lease = idleLease();
  rig.provider.setPush = async () => {
    lease.controller.abort(new MailError('conflict'));
    return { expiresAt: inDays(7) };
  };
  await expect(rig.run(id, lease)).rejects.toMatchObject({ code: 'conflict' });
  expect((await rig.account(id)).push.active).toBeNull();
});

it('keeps the secret that proves notices out of database and log', async () => {
  await rig.configure(microsoft, {}, 'https://crm.example.com');
  const id = await rig.addAccount('microsoft', 'anna@x.se');
  rig.provider.setPush = async () => ({ expiresAt: inDays(7), subscriptionId: 's1' });
  await rig.run(id);
  const secret = rig.asked[0]?.clientState ?? '?';
  expect(JSON.stringify(await rig.account(id))).not.toContain(secret);
  expect(rig.logged.join()).not.toContain(secret);
});
