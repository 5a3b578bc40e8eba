// What hides behind "Details" of a linked mailbox: proof that all is here, the start date, the folders, and what the sync did.
import { Collapse, Divider, Space, Typography } from 'antd';
import { useCallback, type ReactNode } from 'react';
import type { AccountView } from '../../common/api';
import { useMailApi, useT, type CallOptions } from '../api';
import { Completeness } from './Completeness';
import { Folders } from './Folders';
import { ResyncButton } from './ResyncButton';
import { SyncFrom } from './SyncFrom';
import { SyncLog } from './SyncLog';

interface Props {
  account: AccountView;
  onChange(account: AccountView): void;
}

export function AccountDetails({ account, onChange }: Props) {
  const t = useT();
  return (
    <Collapse
      ghost
      size="small"
      items={[
        {
          key: 'details',
          label: t('Sync details'),
          children: <Details account={account} onChange={onChange} />,
        },
      ]}
    />
  );
}

function Details({ account, onChange }: Props) {
  const t = useT();
  const api = useMailApi();
  const load = useCallback((options: CallOptions) => api.accounts.logs(account.id, options), [api, account.id]);
  return (
    <Space direction="vertical" size="small" style={{ width: '100%' }}>
      <Part title={t('Completeness')}>
        <Completeness account={account} />
        <ResyncButton account={account} onChange={onChange} />
      </Part>
      <Part title={t('Start date')}>
        <SyncFrom account={account} onChange={onChange} />
      </Part>
      <Part title={t('Folders')}>
        <Folders account={account} onChange={onChange} />
      </Part>
      <Part title={t('Sync log')}>
        <SyncLog email={account.email} load={load} version={`${account.lastSyncedAt} ${account.status}`} />
      </Part>
    </Space>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Divider orientation="left" orientationMargin={0} plain style={{ margin: '4px 0 8px' }}>
        <Typography.Text strong>{title}</Typography.Text>
      </Divider>
      <Space direction="vertical" size={6} style={{ width: '100%' }}>
        {children}
      </Space>
    </section>
  );
}
