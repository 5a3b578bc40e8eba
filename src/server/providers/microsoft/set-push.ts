// Change notices by webhook. https://learn.microsoft.com/en-us/graph/api/resources/subscription
import type { Subscription } from '@microsoft/microsoft-graph-types';
import { MailError } from '../../../common/errors';
import type { CallOptions, MailProvider, PushTarget } from '../provider';
import type { GraphClient } from './client';
import { SUBSCRIPTION_MS } from './limits';

type PushState = Awaited<ReturnType<MailProvider['setPush']>>;

/** All folders, also drafts and sent mail. */
const RESOURCE = 'me/messages';

/** Renews `target.subscriptionId` while it lives, else makes a new subscription. Graph calls the address while this runs. */
export async function setPush(client: GraphClient, target: PushTarget | null, options?: CallOptions): Promise<PushState> {
  if (target === null) {
    await stop(client, options);
    return null;
  }
  const expirationDateTime = new Date(client.context.now().getTime() + SUBSCRIPTION_MS).toISOString();
  const renewed = target.subscriptionId ? await renew(client, target.subscriptionId, expirationDateTime, options) : null;
  return toState(renewed ?? (await create(client, target, expirationDateTime, options)), expirationDateTime);
}

async function renew(client: GraphClient, id: string, expirationDateTime: string, options?: CallOptions): Promise<Subscription | null> {
  try {
    const path = `/subscriptions/${encodeURIComponent(id)}`;
    return await client.call<Subscription>({ method: 'PATCH', path, body: { expirationDateTime } }, options);
  } catch (error) {
    if (error instanceof MailError && error.code === 'not-found') return null;
    throw error;
  }
}

function create(client: GraphClient, target: PushTarget, expirationDateTime: string, options?: CallOptions): Promise<Subscription> {
  if (!target.notificationUrl) throw new MailError('invalid-input', { field: 'notificationUrl' });
  const body: Subscription = {
    changeType: 'created,updated,deleted',
    resource: RESOURCE,
    notificationUrl: target.notificationUrl,
    // Cannot be added later.
    lifecycleNotificationUrl: target.notificationUrl,
    clientState: target.clientState,
    expirationDateTime,
    latestSupportedTlsVersion: 'v1_2',
  };
  return client.call<Subscription>({ method: 'POST', path: '/subscriptions', body }, options);
}

async function stop(client: GraphClient, options?: CallOptions): Promise<void> {
  // Lists what this app made for this user, nothing else.
  const list = await client.call<{ value?: Subscription[] }>({ path: '/subscriptions' }, options);
  for (const { id, resource } of list.value ?? []) {
    if (!id || resource?.replace(/^\//, '').toLowerCase() !== RESOURCE) continue;
    await client.call({ method: 'DELETE', path: `/subscriptions/${encodeURIComponent(id)}` }, options).catch((error: MailError) => {
      if (error.code !== 'not-found') throw error;
    });
  }
}

function toState(subscription: Subscription, asked: string): PushState {
  if (!subscription?.id) throw new MailError('unavailable', { detail: 'graph answered without subscription.id' });
  return { expiresAt: new Date(subscription.expirationDateTime ?? asked), subscriptionId: subscription.id };
}
