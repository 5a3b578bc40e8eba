// The steps to change notices over Cloud Pub/Sub, as data. Source: https://developers.google.com/workspace/gmail/api/guides/push; not tried against a live console.
import type { Translate } from '../api';
import type { GuideStep } from './guides';
import type { PushWay } from './push-values';

/** The account under which Gmail publishes. https://developers.google.com/workspace/gmail/api/guides/push */
const PUBLISHER = 'gmail-api-push@system.gserviceaccount.com';
const SUBSCRIPTIONS = 'https://console.cloud.google.com/cloudpubsub/subscription/list';

export function pubsubGuide(way: PushWay, notificationUrl: string | null, t: Translate): GuideStep[] {
  const common: GuideStep[] = [
    {
      title: t('Enable the Pub/Sub API'),
      lines: [t('In the same project as the client above, open the Cloud Pub/Sub API in the library and press Enable.')],
      link: 'https://console.cloud.google.com/apis/library/pubsub.googleapis.com',
    },
    {
      title: t('Create a topic'),
      lines: [t('Under Topics, create a topic without a default subscription.')],
      link: 'https://console.cloud.google.com/cloudpubsub/topic/list',
    },
    {
      title: t('Let Gmail publish to it'),
      lines: [
        t('In the permissions of the topic, give the role "Pub/Sub Publisher" to this principal. Where an organisation policy allows only its own domain, it needs an exception.'),
      ],
      copy: PUBLISHER,
    },
  ];
  if (way === 'fetch') {
    return [
      ...common,
      {
        title: t('Create a subscription'),
        lines: [t('Create a subscription of this topic with the delivery type "Pull" and the expiration period "Never expire".')],
        link: SUBSCRIPTIONS,
      },
      {
        title: t('Create a key'),
        lines: [
          t('Create a service account, give it the role "Pub/Sub Subscriber" in the permissions of the subscription, and create a JSON key for it. The whole content of that file is the key below.'),
        ],
        link: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
      },
    ];
  }
  return [
    ...common,
    {
      title: t('Create a subscription'),
      lines: [
        t('Create a subscription of this topic with the delivery type "Push", the expiration period "Never expire" and this endpoint:'),
        ...(notificationUrl ? [] : [t('The endpoint is shown here as soon as this site has a public address.')]),
      ],
      copy: notificationUrl ?? undefined,
      link: SUBSCRIPTIONS,
    },
    {
      title: t('Have the notices signed'),
      lines: [t('In the subscription tick "Enable authentication" and choose a service account. Enter its e-mail address and the audience below.')],
    },
  ];
}
