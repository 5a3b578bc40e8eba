import { afterAll, beforeAll, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { getProviderType } from '../providers/registry';
import { renewPush } from './ring-push';
import { openPushRig } from './testing/push-rig';
import type { PushRig } from './testing/push-rig';

let rig: PushRig;
beforeAll(async () => void (rig = await openPushRig()));
afterAll(() => rig.close());

it('new consent renews the notices at once, however long the refusals before it were to be waited for', async () => {
  await rig.configure(getProviderType('microsoft'), {}, 'https://crm.example.com');
  const id = await rig.addAccount('microsoft', 'anna@x.se');
  const expiresAt = new Date(rig.clock.at.getTime() + 7 * 24 * 3_600_000);
  rig.provider.setPush = async () => ({ expiresAt, subscriptionId: 's1' });
  await rig.run(id);
  rig.clock.at = new Date(rig.clock.at.getTime() + 25 * 3_600_000);
  rig.provider.setPush = async () => {
    throw new MailError('auth-revoked');
  };
  for (let tries = 0; tries < 3; tries++) await rig.run(id);
  expect((await rig.account(id)).push.failure).not.toBeNull();
  rig.rings.length = 0;
  rig.asked.length = 0;
  // The old subscription ended with the old consent.
  rig.provider.setPush = async () => ({ expiresAt, subscriptionId: 's2' });
  await renewPush({ db: rig.db, jobs: rig.jobs, now: () => rig.clock.at }, id);
  expect(rig.rings).toEqual([{ kind: 'push', subjectId: String(id) }]);
  await rig.run(id);
  expect(rig.asked).toHaveLength(1);
  expect((await rig.account(id)).push).toMatchObject({ active: { subscriptionId: 's2' }, failure: null });
});
