// Columns of the administrators' account list.
import { Grid, Space, Tag, Tooltip, Typography, type TableColumnsType } from 'antd';
import type { AdminAccountView } from '../../common/health';
import { AccountStatus } from '../accounts/AccountStatus';
import { useFormat, type Format } from '../accounts/format';
import { reasonOf } from '../accounts/failure-reason';
import { SyncProgressView } from '../accounts/SyncProgressView';
import { useT, type Translate } from '../api';
import { AdminActions } from './AdminActions';
import type { AdminAccounts } from './use-admin-accounts';

export function useAdminColumns({ replace, reload }: Pick<AdminAccounts, 'replace' | 'reload'>): TableColumnsType<AdminAccountView> {
  const t = useT();
  const format = useFormat();
  const { md: isWide } = Grid.useBreakpoint();
  return [
    { key: 'mailbox', title: t('Mailbox'), width: 190, render: (_, account) => <Mailbox account={account} /> },
    { key: 'users', title: t('Users'), width: 110, render: (_, account) => <Users users={account.users} t={t} /> },
    { key: 'state', title: t('State'), width: 190, render: (_, account) => <AccountStatus account={account} /> },
    { key: 'lag', title: t('Last synced'), width: 120, render: (_, account) => lag(account, t, format) },
    { key: 'messages', title: t('Messages'), width: 140, render: (_, account) => <Messages account={account} /> },
    { key: 'errors', title: t('Last error'), width: 150, render: (_, account) => <LastError account={account} t={t} format={format} /> },
    { key: 'quota', title: t('Quota used'), width: 80, render: (_, account) => quota(account, t, format) },
    {
      key: 'actions',
      title: t('Actions'),
      // On a phone a fixed column would cover the others.
      fixed: isWide ? 'right' : undefined,
      width: 100,
      render: (_, account) => <AdminActions account={account} onChange={(changed) => replace(account.id, changed)} onFailed={reload} />,
    },
  ];
}

function Mailbox({ account }: { account: AdminAccountView }) {
  return (
    <Space direction="vertical" size={2}>
      <Typography.Text strong style={{ wordBreak: 'break-all' }}>
        {account.email}
      </Typography.Text>
      <Tag>{account.providerTitle}</Tag>
    </Space>
  );
}

function Users({ users, t }: { users: AdminAccountView['users']; t: Translate }) {
  return (
    <Space direction="vertical" size={2}>
      {users.map((user) => (
        <span key={user.id}>
          {user.name}
          {!user.hasConsent && <Typography.Text type="secondary"> ({t('no consent')})</Typography.Text>}
        </span>
      ))}
    </Space>
  );
}

function lag({ lagSeconds, isLate, lastSyncedAt }: AdminAccountView, t: Translate, format: Format) {
  if (lagSeconds === null || !lastSyncedAt) return <Typography.Text type="secondary">{t('Never')}</Typography.Text>;
  const text = t('{{duration}} ago', { duration: format.duration(lagSeconds) });
  return (
    <Tooltip title={format.time(lastSyncedAt)}>
      <Typography.Text type={isLate ? 'danger' : undefined}>{isLate ? t('{{ago}}, late', { ago: text }) : text}</Typography.Text>
    </Tooltip>
  );
}

function Messages({ account: { progress, isWalking, waiting, dead } }: { account: AdminAccountView }) {
  const t = useT();
  const format = useFormat();
  return (
    <Space direction="vertical" size={0} style={{ width: '100%' }}>
      {isWalking ? <SyncProgressView progress={progress} /> : t('{{stored}} stored', { stored: format.number(progress.stored) })}
      {waiting > 0 && <Typography.Text type="secondary">{t('{{waiting}} waiting to be fetched', { waiting: format.number(waiting) })}</Typography.Text>}
      {dead > 0 && <Typography.Text type="warning">{t('{{dead}} could not be read', { dead: format.number(dead) })}</Typography.Text>}
    </Space>
  );
}

function LastError({ account: { errors }, t, format }: { account: AdminAccountView; t: Translate; format: Format }) {
  const [last] = errors;
  if (!last) return <Typography.Text type="secondary">{t('None')}</Typography.Text>;
  return (
    <Space direction="vertical" size={0}>
      <Typography.Text type="secondary">{format.time(last.at)}</Typography.Text>
      <Typography.Paragraph style={{ margin: 0 }} ellipsis={{ rows: 2, tooltip: reasonOf(last.code, t) }}>
        {reasonOf(last.code, t)}
      </Typography.Paragraph>
    </Space>
  );
}

function quota({ quota: use }: AdminAccountView, t: Translate, format: Format) {
  if (!use) return <Typography.Text type="secondary">{t('None')}</Typography.Text>;
  const percent = use.limit > 0 ? Math.min(100, Math.round((use.units / use.limit) * 100)) : 0;
  const text = t('{{units}} of {{limit}} units in {{duration}}', {
    units: format.number(use.units),
    limit: format.number(use.limit),
    duration: format.duration(use.windowMs / 1000),
  });
  return (
    <Tooltip title={text}>
      <span aria-label={text}>{percent} %</span>
    </Tooltip>
  );
}
