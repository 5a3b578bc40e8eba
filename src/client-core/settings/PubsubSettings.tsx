// Change notices over Cloud Pub/Sub: two ways, the steps there, and the fields here. Part of the provider's form.
import { Form, Input, Radio, Space } from 'antd';
import type { PushSettingsView } from '../../common/api';
import { useT, type Translate } from '../api';
import { GuideSteps } from './GuideSteps';
import { pubsubGuide } from './push-guide';
import { FIELDS_OF, missingPushFields, pushUpdateOf, type PushFieldName, type PushValues, type PushWay } from './push-values';
import { PushAddress } from './PushAddress';
import { SecretField } from './SecretField';

export function PubsubSettings({ push, onShowGeneral }: { push: PushSettingsView; onShowGeneral(): void }) {
  const t = useT();
  const way = Form.useWatch<PushWay | undefined>('pushWay') ?? 'fetch';
  return (
    <Space direction="vertical" size="middle" style={{ width: '100%' }}>
      <Form.Item name="pushWay" label={t('How the notices come here')} style={{ marginBottom: 0 }}>
        <Radio.Group>
          <Space direction="vertical">
            <Radio value="fetch">{t('This server fetches them: works behind a firewall, no public address needed')}</Radio>
            <Radio value="receive">{t('They are posted to this server: needs a public https address')}</Radio>
          </Space>
        </Radio.Group>
      </Form.Item>
      {way === 'receive' && <PushAddress url={push.notificationUrl} onShowGeneral={onShowGeneral} />}
      <GuideSteps steps={pubsubGuide(way, push.notificationUrl, t)} />
      <div>
        {FIELDS_OF[way].map((name) => (
          <Field key={name} name={name} push={push} way={way} />
        ))}
      </div>
    </Space>
  );
}

function Field({ name, push, way }: { name: PushFieldName; push: PushSettingsView; way: PushWay }) {
  const t = useT();
  const { label, help, placeholder } = wordsOf(name, push, t);
  const stored = push.fields.find((field) => field.name === name);
  return (
    <Form.Item
      name={['push', name]}
      label={label}
      extra={help}
      dependencies={FIELDS_OF[way].filter((other) => other !== name).map((other) => ['push', other])}
      rules={[
        ({ getFieldValue }) => ({
          validator() {
            const values = getFieldValue('push') as PushValues;
            const isMissing = pushUpdateOf(push, way, values) && missingPushFields(push, way, values).includes(name);
            return isMissing ? Promise.reject(new Error(t('Fill in this one too, or empty the others.'))) : Promise.resolve();
          },
        }),
      ]}
    >
      {stored?.isSecret ? (
        <SecretField hasSecret={stored.isSet} reference={stored.value || undefined} />
      ) : (
        <Input autoComplete="off" spellCheck={false} placeholder={placeholder} />
      )}
    </Form.Item>
  );
}

function wordsOf(name: PushFieldName, { notificationUrl }: PushSettingsView, t: Translate): { label: string; help: string; placeholder?: string } {
  switch (name) {
    case 'topic':
      return { label: t('Topic'), help: t('The full name, which begins with "projects/".'), placeholder: 'projects/my-project/topics/mail' };
    case 'subscription':
      return { label: t('Subscription'), help: t('The full name, which begins with "projects/".'), placeholder: 'projects/my-project/subscriptions/mail' };
    case 'serviceAccountKey':
      return {
        label: t('Key of the service account'),
        help: t('The whole content of the JSON file. Stored encrypted and never shown again. An environment variable such as {{example}} is accepted too.', { example: '{{$env.PUBSUB_KEY}}' }),
      };
    case 'audience':
      return { label: t('Audience'), help: t('As in the authentication of the subscription; where that is empty, the notification URL.'), placeholder: notificationUrl ?? undefined };
    case 'sender':
      return { label: t('Service account of the subscription'), help: t('Its e-mail address. Notices that anybody else has signed are refused.'), placeholder: 'mail-push@my-project.iam.gserviceaccount.com' };
  }
}
