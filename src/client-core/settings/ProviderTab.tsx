// Credentials of one mail provider, what to register there, and the steps to get them.
import { Alert, Card, Col, Form, Input, Row, Switch } from 'antd';
import { useEffect, useState } from 'react';
import type { ProviderSettingsView, SettingsUpdate } from '../../common/api';
import { useT } from '../api';
import { FormButtons } from './FormButtons';
import { PushSection } from './PushSection';
import { useProviderTest } from './ProviderTest';
import { initialPushValues, pushUpdateOf, storedWay, type PushValues, type PushWay } from './push-values';
import { RegisterThere } from './RegisterThere';
import { SecretField } from './SecretField';
import { typedSecret } from './secret-value';
import { SetupGuide } from './SetupGuide';
import { useFormSave } from './use-form-save';

interface Values {
  clientId: string;
  clientSecret?: string;
  tenant?: string;
  enabled: boolean;
  push?: PushValues;
  pushWay?: PushWay;
}

interface Props {
  provider: ProviderSettingsView;
  save(update: SettingsUpdate): Promise<void>;
  onDirty(isDirty: boolean): void;
  onShowGeneral(): void;
}

const EXAMPLE = '{{$env.MAIL_SECRET}}';

export function ProviderTab({ provider, save, onDirty, onShowGeneral }: Props) {
  const t = useT();
  const [form] = Form.useForm<Values>();
  const { clientId, tenant, enabled, hasSecret, secretReference, push } = provider;
  const [isPushOpen, setPushOpen] = useState(false);
  const saving = useFormSave<Values>({
    form,
    onDirty,
    save: async ({ clientSecret: typed, push: pushValues, pushWay, ...values }) => {
      const clientSecret = typedSecret(typed);
      const pushUpdate = push && pushUpdateOf(push, pushWay ?? storedWay(push), pushValues ?? {});
      await save({ providers: [{ provider: provider.provider, ...values, ...(clientSecret === undefined ? {} : { clientSecret }), ...(pushUpdate && { push: pushUpdate }) }] });
      form.setFieldValue('clientSecret', undefined);
      form.setFieldValue(['push', 'serviceAccountKey'], undefined);
    },
    onFault: ([part]) => part === 'push' && setPushOpen(true),
  });
  const test = useProviderTest(provider, saving.isDirty);
  const pushKey = JSON.stringify(push?.fields);
  // After a save the form starts from what is stored now; the secret itself is never among it.
  useEffect(() => form.resetFields(), [form, clientId, tenant, enabled, hasSecret, secretReference, pushKey]);

  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} xl={13}>
        <Card title={t('Credentials')}>
          <Form
            form={form}
            // Both tabs are in the page at once: without it their fields have the same ids, and labels lead to the other tab.
            name={provider.provider}
            layout="vertical"
            initialValues={{ clientId, tenant, enabled, ...(push && { push: initialPushValues(push), pushWay: storedWay(push) }) }}
            onValuesChange={saving.change}
            onFinish={saving.submit}
            onFinishFailed={saving.refuse}
          >
            <Form.Item
              name="enabled"
              label={t('Users may link {{provider}} mailboxes', { provider: provider.title })}
              valuePropName="checked"
            >
              <Switch />
            </Form.Item>
            <Form.Item name="clientId" label={t('Client ID')} rules={[{ whitespace: true, message: t('Enter the client ID.') }]}>
              <Input autoComplete="off" spellCheck={false} />
            </Form.Item>
            <Form.Item
              name="clientSecret"
              label={t('Client secret')}
              extra={t('Stored encrypted and never shown again. An environment variable such as {{example}} is accepted too.', {
                example: EXAMPLE,
              })}
            >
              <SecretField hasSecret={hasSecret} reference={secretReference} />
            </Form.Item>
            {provider.hasTenant && (
              <Form.Item
                name="tenant"
                label={t('Directory (tenant) ID')}
                extra={t(
                  'Empty for mailboxes of any organisation and personal accounts. For an app of a single organisation enter its tenant ID or domain.',
                )}
              >
                <Input autoComplete="off" spellCheck={false} placeholder="common" />
              </Form.Item>
            )}
            {push && <PushSection push={push} isOpen={isPushOpen} onOpen={setPushOpen} onShowGeneral={onShowGeneral} />}
            <FormButtons {...saving} onReset={saving.reset} outcome={test.outcome}>
              {test.button}
            </FormButtons>
          </Form>
        </Card>
        <RegisterThere provider={provider} />
      </Col>
      <Col xs={24} xl={11}>
        {isPlainHttp(provider.redirectUri) && (
          <Alert
            type="warning"
            showIcon
            style={{ marginBottom: 16 }}
            message={t('This site is opened over http')}
            description={t('Mail providers accept only https:// redirect URIs, except for localhost. Open this page over https to see the right one.')}
          />
        )}
        <SetupGuide provider={provider} />
      </Col>
    </Row>
  );
}

function isPlainHttp(uri: string): boolean {
  return uri.startsWith('http:') && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(uri);
}
