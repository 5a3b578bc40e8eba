// The list of the user's linked mailboxes.
import { Alert, Button, Card, Empty, Skeleton, Space, Tag, Typography } from 'antd';
import type { AccountView, Id } from '../../common/api';
import { useErrorText, useT } from '../api';
import { AccountDetails } from '../health/AccountDetails';
import { AccountActions } from './AccountActions';
import { AccountStatus } from './AccountStatus';
import { useFormat } from './format';
import { LinkAccountButton } from './LinkAccountButton';
import { SenderName } from './SenderName';
import { SyncProgressView } from './SyncProgressView';
import { useAccounts } from './use-accounts';

// Somebody looks at the progress; the events alone may be missing on a cluster without Redis.
const POLL_MS = 10_000;

export function AccountsPanel({ onChanged }: { onChanged?(): void }) {
  const t = useT();
  const errorText = useErrorText();
  const { accounts, error, reload, replace, remove } = useAccounts({ pollMs: POLL_MS });

  if (!accounts && error) {
    return (
      <Alert
        type="error"
        showIcon
        message={errorText(error)}
        action={
          <Button size="small" onClick={reload}>
            {t('Try again')}
          </Button>
        }
      />
    );
  }
  if (!accounts) return <Skeleton active />;
  if (accounts.length === 0) {
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={t('No mailbox is linked yet. Link one to read and send its mail here.')}
      >
        <LinkAccountButton />
      </Empty>
    );
  }
  const change = (account: AccountView) => {
    replace(account);
    onChanged?.();
  };
  const unlinked = (id: Id) => {
    remove(id);
    onChanged?.();
  };
  return (
    <Space direction="vertical" size="middle" style={{ width: '100%' }} role="list" aria-label={t('Linked accounts')}>
      {accounts.map((account) => (
        <AccountCard key={account.id} account={account} onChange={change} onUnlinked={unlinked} />
      ))}
    </Space>
  );
}

interface CardProps {
  account: AccountView;
  onChange(account: AccountView): void;
  onUnlinked(id: Id): void;
}

function AccountCard({ account, onChange, onUnlinked }: CardProps) {
  const t = useT();
  const format = useFormat();
  const { stored, total } = account.progress;
  const isWalking = account.status === 'syncing' || (total !== null && stored < total && account.status !== 'active');
  return (
    <Card size="small" role="listitem" data-testid={`mail-account-${account.email}`}>
      <Space direction="vertical" size={6} style={{ width: '100%' }}>
        <Space wrap>
          <Typography.Text strong>{account.email}</Typography.Text>
          <Tag>{account.providerTitle}</Tag>
        </Space>
        <AccountStatus account={account} />
        {isWalking && <SyncProgressView progress={account.progress} />}
        <Typography.Text type="secondary">
          {account.syncFrom ? t('Mail since {{date}}', { date: format.date(account.syncFrom) }) : t('All mail')}
          {account.lastSyncedAt && ` · ${t('Last synced {{time}}', { time: format.time(account.lastSyncedAt) })}`}
        </Typography.Text>
        <SenderName account={account} onChange={onChange} />
        <AccountActions account={account} onChange={onChange} onUnlinked={onUnlinked} />
        <AccountDetails account={account} onChange={onChange} />
      </Space>
    </Card>
  );
}
