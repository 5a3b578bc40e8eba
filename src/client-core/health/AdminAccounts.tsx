// Tab "Accounts" of the email settings: every linked mailbox, its state, and what an administrator can do about it.
import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Empty, Input, Select, Skeleton, Space, Table } from 'antd';
import { useCallback, useState } from 'react';
import { ATTENTION_STATUSES } from '../../common/constants';
import type { AdminAccountPage, AdminAccountQuery, AdminAccountView } from '../../common/health';
import { useErrorText, useMailApi, useT, type CallOptions, type Translate } from '../api';
import { reportText } from './report';
import { useAdminColumns } from './admin-columns';
import { SyncLog } from './SyncLog';
import { useAdminAccounts } from './use-admin-accounts';
import { useFormat } from '../accounts/format';
import { reasonOf } from '../accounts/failure-reason';

const PAGE_SIZE = 20;

export default function AdminAccounts() {
  const t = useT();
  const errorText = useErrorText();
  const [query, setQuery] = useState<AdminAccountQuery>({ page: 1, pageSize: PAGE_SIZE });
  const { page, error, isLoading, reload, replace } = useAdminAccounts(query);
  const columns = useAdminColumns({ replace, reload });
  const isFiltered = Boolean(query.search || query.status);

  if (!page && error !== undefined) {
    return <Alert type="error" showIcon message={errorText(error)} action={<Button size="small" onClick={reload}>{t('Try again')}</Button>} />;
  }
  if (!page) return <Skeleton active paragraph={{ rows: 6 }} />;
  return (
    <Card>
      <Space direction="vertical" size="middle" style={{ width: '100%' }}>
        <Space wrap>
          <Input.Search
            allowClear
            style={{ width: 260, maxWidth: '100%' }}
            placeholder={t('Mailbox or user')}
            aria-label={t('Search by mailbox or user')}
            onSearch={(search) => setQuery({ ...query, search: search.trim() || undefined, page: 1 })}
          />
          <Select<NonNullable<AdminAccountQuery['status']>>
            allowClear
            style={{ minWidth: 220 }}
            placeholder={t('Every state')}
            aria-label={t('Filter by state')}
            value={query.status}
            onChange={(status) => setQuery({ ...query, status, page: 1 })}
            options={stateOptions(page.byStatus, t)}
          />
          <Button icon={<ReloadOutlined />} aria-label={t('Load again')} loading={isLoading} onClick={reload} />
        </Space>
        {error !== undefined && <Alert type="warning" showIcon message={errorText(error)} />}
        <Table<AdminAccountView>
          rowKey="id"
          size="middle"
          data-testid="mail-admin-accounts"
          aria-label={t('Linked mailboxes of all users')}
          dataSource={page.accounts}
          columns={columns}
          scroll={{ x: 1080 }}
          expandable={{ expandedRowRender: (account) => <AdminAccountDetails account={account} /> }}
          locale={{
            emptyText: (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={isFiltered ? t('No mailbox matches the filter.') : t('Nobody has linked a mailbox yet.')}
              />
            ),
          }}
          pagination={{
            current: query.page,
            pageSize: PAGE_SIZE,
            total: page.total,
            hideOnSinglePage: true,
            showSizeChanger: false,
            onChange: (next) => setQuery({ ...query, page: next }),
          }}
        />
      </Space>
    </Card>
  );
}

function AdminAccountDetails({ account }: { account: AdminAccountView }) {
  const t = useT();
  const format = useFormat();
  const api = useMailApi();
  const load = useCallback((options: CallOptions) => api.adminAccounts.logs(account.id, options), [api, account.id]);
  const { last, failure } = account.completeness;
  return (
    // No Space: in an element of its own the inner table takes the margins of the outer one, and covers what is above it.
    <div style={{ display: 'grid', gap: 8 }}>
      {last && (
        <Alert
          type={last.report.missing > 0 ? 'warning' : 'success'}
          showIcon
          message={reportText(last.report, t, format)}
          description={t('Checked {{time}}; it is checked every night.', { time: format.time(last.at) })}
        />
      )}
      {failure && (
        <Alert type="warning" showIcon message={t('The check of {{time}} could not be finished', { time: format.time(failure.at) })} description={reasonOf(failure.code, t)} />
      )}
      <SyncLog email={account.email} load={load} version={`${account.lastSyncedAt} ${account.status} ${last?.at}`} />
    </div>
  );
}

function stateOptions(byStatus: AdminAccountPage['byStatus'], t: Translate) {
  const count = (statuses: readonly (keyof typeof byStatus)[]) => statuses.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
  const option = (value: NonNullable<AdminAccountQuery['status']>, text: string, statuses: readonly (keyof typeof byStatus)[]) => ({
    value,
    label: `${text} (${count(statuses)})`,
  });
  return [
    option('attention', t('Needs attention'), ATTENTION_STATUSES),
    option('active', t('Up to date'), ['active']),
    option('syncing', t('Fetching mail'), ['syncing']),
    option('rate-limited', t('The mail provider asks to wait'), ['rate-limited']),
    option('paused', t('Paused'), ['paused']),
    option('needs-reauthorization', t('Has to be reauthorized'), ['needs-reauthorization']),
    option('unavailable', t('The mail provider cannot be reached'), ['unavailable']),
    option('no-mailbox', t('Has no mailbox'), ['no-mailbox']),
  ];
}
