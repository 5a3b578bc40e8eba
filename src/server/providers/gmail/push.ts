// Change notices of Gmail as Cloud Pub/Sub carries them. https://developers.google.com/workspace/gmail/api/guides/push
import { MailError } from '../../../common/errors';
import type { MailConfig } from '../../config';
import type { ProviderPush, PushField } from '../push';
import { parseEnvelope, readMessage } from './pubsub-message';
import { createPubsubListener } from './pubsub-pull';
import { createPushTokenVerifier } from './pubsub-token';
import { parseServiceAccountKey } from './service-account';

/** https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names */
const NAME = '[A-Za-z][A-Za-z0-9._~+%-]{2,254}';
const PROJECT = 'projects/[a-z0-9][a-z0-9:.-]{3,60}[a-z0-9]';
const TOPIC = new RegExp(`^${PROJECT}/topics/${NAME}$`);
const SUBSCRIPTION = new RegExp(`^${PROJECT}/subscriptions/${NAME}$`);
const AUDIENCE = /^\S{1,2048}$/;
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

const FIELDS: readonly PushField[] = [
  { name: 'topic', isSecret: false, isValid: (text) => TOPIC.test(text) },
  { name: 'subscription', isSecret: false, isValid: (text) => SUBSCRIPTION.test(text) },
  { name: 'serviceAccountKey', isSecret: true, isValid: (text) => parseServiceAccountKey(text) !== null },
  { name: 'audience', isSecret: false, isValid: (text) => AUDIENCE.test(text) },
  { name: 'sender', isSecret: false, isValid: (text) => ADDRESS.test(text) },
];

export function createGmailPush(config: MailConfig): ProviderPush {
  const verify = createPushTokenVerifier(config.googleJwksUrl);
  return {
    fields: FIELDS,
    target: ({ topic }) => (topic ? { topic } : null),
    async read({ authorization, body }, { audience, sender }) {
      // Without both there is nobody whose pushes could be told from a stranger's.
      if (!audience || !sender) throw new MailError('forbidden', { detail: 'pushes are not set up' });
      await verify(authorization, { audience, sender });
      return { kind: 'notices', notices: [readMessage(parseEnvelope(body))] };
    },
    listener: createPubsubListener(config),
  };
}
