import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Notice, NoticeEvent } from '../providers/push';
import { getProviderType } from '../providers/registry';
import { openPushRig } from './testing/push-rig';
import type { PushRig } from './testing/push-rig';

let rig: PushRig;
beforeAll(async () => void (rig = await openPushRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const mail = (email: string): Notice => ({ event: 'changed', subject: { email } });
const rung = () => rig.rings.map(({ kind, subjectId }) => `${kind} ${subjectId}`);

/** A subscribed account, and the secret its notices carry. */
async function subscribe(email: string): Promise<{ id: number; secret: string; notice: (event?: NoticeEvent, clientState?: string, subscriptionId?: string) => Notice }> {
  await rig.configure(getProviderType('microsoft'), {}, 'https://crm.example.com');
  const id = await rig.addAccount('microsoft', email);
  rig.provider.setPush = async () => ({ expiresAt: new Date(Date.now() + 6e8), subscriptionId: `sub-${id}` });
  await rig.run(id);
  const secret = rig.asked.at(-1)?.clientState ?? '';
  rig.rings.length = 0;
  return { id, secret, notice: (event = 'changed', clientState = secret, subscriptionId = `sub-${id}`) => ({ event, subject: { subscriptionId, clientState } }) };
}

it('rings for the mailbox of a notice, however its address is written, and remembers when', async () => {
  const id = await rig.addAccount('google', 'anna@x.se');
  await rig.bell.receive('google', [mail('Anna@X.se'), mail('nobody@x.se')]);
  expect(rung()).toEqual([`sync ${id}`]);
  expect((await rig.account(id)).pushNoticedAt).toEqual(rig.clock.at);
});

it('does not ring for the same address at another provider', async () => {
  await rig.addAccount('microsoft', 'anna@x.se');
  await rig.bell.receive('google', [mail('anna@x.se')]);
  expect(rung()).toEqual([]);
});

it('rings once for many notices, and once more for those that came within the interval', async () => {
  const id = await rig.addAccount('google', 'anna@x.se');
  await rig.bell.receive('google', Array.from({ length: 50 }, () => mail('anna@x.se')));
  expect(rung()).toEqual([`sync ${id}`]);
  await Promise.all(Array.from({ length: 50 }, () => rig.bell.receive('google', [mail('anna@x.se')])));
  expect(rung()).toEqual([`sync ${id}`, `sync ${id}`]);
});

it.each(['paused', 'needs-reauthorization'])('does not wake an account that is %s', async (status) => {
  await rig.addAccount('google', 'anna@x.se', status);
  await rig.bell.receive('google', [mail('anna@x.se')]);
  expect(rung()).toEqual([]);
});

it.each<[NoticeEvent, string[]]>([
  ['changed', ['sync']],
  ['missed', ['sync']],
  ['expiring', ['push']],
  ['removed', ['push', 'sync']],
])('answers %s with %s', async (event, kinds) => {
  const { id, notice } = await subscribe('anna@x.se');
  await rig.bell.receive('microsoft', [notice(event)]);
  expect(rung()).toEqual(kinds.map((kind) => `${kind} ${id}`));
});

it('renews at once when the provider asks for it', async () => {
  const { id, notice } = await subscribe('anna@x.se');
  rig.clock.at = new Date(rig.clock.at.getTime() + 60_000);
  await rig.bell.receive('microsoft', [notice('expiring')]);
  await rig.run(id);
  expect(rig.asked.at(-1)).toMatchObject({ subscriptionId: `sub-${id}` });
});

it('believes no forged client state, no other subscription, and nobody else\'s secret', async () => {
  const anna = await subscribe('anna@x.se');
  const bo = await subscribe('bo@x.se');
  const last = anna.secret.at(-1) === 'A' ? 'B' : 'A';
  const forged = [
    anna.notice('changed', `${anna.secret.slice(0, -1)}${last}`),
    anna.notice('changed', `${anna.id}.${'A'.repeat(32)}`),
    anna.notice('changed', anna.secret, 'sub-unknown'),
    anna.notice('changed', bo.secret),
    anna.notice('changed', `${anna.id}.${bo.secret.split('.')[1]}`),
    anna.notice('changed', `9${'9'.repeat(18)}.${'A'.repeat(32)}`),
    anna.notice('changed', "1' OR 1=1 --"),
  ];
  await rig.bell.receive('microsoft', forged);
  expect(rung()).toEqual([]);
  await rig.bell.receive('microsoft', [...forged, bo.notice(), anna.notice()]);
  expect(rung().sort()).toEqual([`sync ${anna.id}`, `sync ${bo.id}`].sort());
});

it('lets an account without subscription be rung by nobody', async () => {
  const id = await rig.addAccount('microsoft', 'anna@x.se');
  await rig.bell.receive('microsoft', [{ event: 'changed', subject: { subscriptionId: 'undefined', clientState: `${id}.${'A'.repeat(32)}` } }]);
  expect(rung()).toEqual([]);
});

it('tells the receiver when it could not ring, so that the notice comes again', async () => {
  await rig.addAccount('google', 'anna@x.se');
  rig.jobs.ring = async () => {
    throw new Error('database is away');
  };
  await expect(rig.bell.receive('google', [mail('anna@x.se')])).rejects.toThrow('database is away');
});
