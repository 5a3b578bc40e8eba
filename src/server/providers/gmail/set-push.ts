// Change notices through Cloud Pub/Sub. https://developers.google.com/workspace/gmail/api/guides/push
import { MailError } from '../../../common/errors';
import type { CallOptions, MailProvider, PushTarget } from '../provider';
import type { GmailClient } from './client';
import { required } from './client';
import { UNITS } from './quota';

type PushState = Awaited<ReturnType<MailProvider['setPush']>>;

/** Lasts seven days; Google advises to renew it daily. */
export async function setPush(client: GmailClient, target: PushTarget | null, options?: CallOptions): Promise<PushState> {
  if (target === null) {
    await stop(client, options);
    return null;
  }
  const topicName = target.topic;
  if (!topicName) throw new MailError('invalid-input', { field: 'topic' });
  const watch = () =>
    client.call(UNITS.watch, (api, request) => api.users.watch({ userId: 'me', requestBody: { topicName } }, request), options);
  const answer = await watch().catch(async (error: MailError) => {
    // 400 "Only one user push notification client allowed": a watch with another topic is alive and must end first.
    if (error.code !== 'invalid-input' && error.code !== 'conflict') throw error;
    await stop(client, options);
    return watch();
  });
  return {
    expiresAt: new Date(Number(required(answer.expiration, 'watch.expiration'))),
    cursor: required(answer.historyId, 'watch.historyId'),
  };
}

async function stop(client: GmailClient, options?: CallOptions): Promise<void> {
  await client.call(UNITS.stop, (api, request) => api.users.stop({ userId: 'me' }, request), options);
}
