// Live progress of the sync that linking has started; leaving the page does not stop it.
import { Button, Result, Space, Spin, Typography } from 'antd';
import type { AccountView, Id } from '../../common/api';
import { useErrorText, useT } from '../api';
import { AccountStatus } from '../accounts/AccountStatus';
import { authorize } from '../accounts/authorize';
import { SyncProgressView } from '../accounts/SyncProgressView';
import { sameId, useAccounts } from '../accounts/use-accounts';
import { useMailApi } from '../api';

const POLL_MS = 3_000;

export function FirstSync({ accountId, onDone }: { accountId: Id; onDone(): void }) {
  const t = useT();
  const errorText = useErrorText();
  const { accounts, error, reload } = useAccounts({ pollMs: POLL_MS });
  const account = accounts?.find((one) => sameId(one.id, accountId));

  if (!accounts && error) {
    return (
      <Result
        status="warning"
        title={t('The mailbox is linked, but its state could not be loaded')}
        subTitle={errorText(error)}
        extra={[
          <Button key="retry" onClick={reload}>
            {t('Try again')}
          </Button>,
          <Button key="done" type="primary" onClick={onDone}>
            {t('Open mail')}
          </Button>,
        ]}
      />
    );
  }
  if (!accounts) return <Spin style={{ display: 'block', padding: 48 }} />;
  if (!account) {
    return (
      <Result
        status="info"
        title={t('This mailbox is not linked any more')}
        extra={
          <Button type="primary" onClick={onDone}>
            {t('Open mail')}
          </Button>
        }
      />
    );
  }
  if (account.status === 'active') {
    return (
      <Result
        status="success"
        title={t('{{email}} is ready', { email: account.email })}
        subTitle={t('{{count}} messages are here.', { count: account.progress.stored })}
        extra={
          <Button type="primary" autoFocus onClick={onDone}>
            {t('Open mail')}
          </Button>
        }
      />
    );
  }
  return <Running account={account} onDone={onDone} />;
}

function Running({ account, onDone }: { account: AccountView; onDone(): void }) {
  const t = useT();
  const api = useMailApi();
  return (
    <Space direction="vertical" size="middle" style={{ width: '100%' }}>
      <Typography.Title level={4} style={{ margin: 0 }}>
        {account.email}
      </Typography.Title>
      <div role="status">
        <AccountStatus account={account} />
      </div>
      <SyncProgressView progress={account.progress} />
      <Typography.Text type="secondary">
        {t('The newest mail comes first and can be used at once. You need not wait here.')}
      </Typography.Text>
      <Space wrap>
        <Button type="primary" onClick={onDone}>
          {t('Continue in background')}
        </Button>
        {account.status === 'needs-reauthorization' && (
          <Button
            onClick={() => authorize(api, { provider: account.provider, accountId: account.id, returnTo: window.location.pathname + window.location.search })}
          >
            {t('Reauthorize')}
          </Button>
        )}
      </Space>
    </Space>
  );
}
