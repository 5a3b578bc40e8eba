// What has to be entered, letter by letter, in the provider's console.
import { Card, Space, Typography } from 'antd';
import type { ProviderSettingsView } from '../../common/api';
import { useT } from '../api';
import { Copyable } from './Copyable';

export function RegisterThere({ provider }: { provider: ProviderSettingsView }) {
  const t = useT();
  return (
    <Card title={t('To register at the mail provider')} style={{ marginTop: 16 }}>
      <Space direction="vertical" size="middle" style={{ width: '100%' }}>
        <div>
          <Typography.Text strong>{t('Redirect URI')}</Typography.Text>
          <div>
            <Copyable text={provider.redirectUri} />
          </div>
        </div>
        <div>
          <Typography.Text strong>{t('Permissions that are asked for')}</Typography.Text>
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {provider.scopes.map((scope) => (
              <li key={scope}>
                <Copyable text={scope} />
              </li>
            ))}
          </ul>
        </div>
        {provider.adminConsentUrl && (
          <div>
            <Typography.Paragraph style={{ marginBottom: 4 }}>
              {t('Where users may not consent for themselves, an administrator of the organisation consents once for all of them:')}
            </Typography.Paragraph>
            <Typography.Link href={provider.adminConsentUrl} target="_blank" rel="noopener noreferrer">
              {t('Give consent for the organisation')}
            </Typography.Link>
          </div>
        )}
      </Space>
    </Card>
  );
}
