// What the last rounds of an account did. Quiet rounds leave no row.
import { Alert, Button, Empty, Skeleton, Table, Typography } from 'antd';
import { useEffect, useState } from 'react';
import type { SyncLogView } from '../../common/health';
import { useFormat } from '../accounts/format';
import { reasonOf } from '../accounts/failure-reason';
import { isAborted, useErrorText, useT, type CallOptions } from '../api';
import { reportText } from './report';

const PAGE_SIZE = 10;

interface Props {
  email: string;
  load(options: CallOptions): Promise<SyncLogView[]>;
  /** Loads again when it changes. */
  version: unknown;
}

export function SyncLog({ email, load, version }: Props) {
  const t = useT();
  const format = useFormat();
  const errorText = useErrorText();
  const [rows, setRows] = useState<SyncLogView[]>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const aborter = new AbortController();
    load({ signal: aborter.signal }).then(
      (found) => (setRows(found), setError(undefined)),
      (failure) => isAborted(failure) || setError(failure),
    );
    return () => aborter.abort();
  }, [load, version, attempt]);

  if (error !== undefined && !rows) {
    const again = (
      <Button size="small" onClick={() => setAttempt((count) => count + 1)}>
        {t('Try again')}
      </Button>
    );
    return <Alert type="error" showIcon message={errorText(error)} action={again} />;
  }
  if (!rows) return <Skeleton active paragraph={{ rows: 3 }} title={false} />;
  if (rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('Nothing has happened yet. Rounds in which nothing changed are not listed.')} />;

  const result = (row: SyncLogView) => {
    if (row.errorCode) return <Typography.Text type="danger">{reasonOf(row.errorCode, t)}</Typography.Text>;
    if (row.report) return reportText(row.report, t, format);
    return t('{{stored}} new, {{updated}} changed, {{removed}} removed', {
      stored: format.number(row.stored),
      updated: format.number(row.updated),
      removed: format.number(row.removed),
    });
  };
  return (
    <Table<SyncLogView>
      size="small"
      rowKey="id"
      dataSource={rows}
      pagination={rows.length > PAGE_SIZE && { pageSize: PAGE_SIZE, size: 'small', showSizeChanger: false }}
      aria-label={t('Sync log of {{email}}', { email })}
      scroll={{ x: 'max-content' }}
      columns={[
        { key: 'time', title: t('Time'), width: 150, render: (_, row) => format.time(row.startedAt) },
        { key: 'kind', title: t('What'), width: 90, render: (_, row) => (row.kind === 'reconcile' ? t('Check') : t('Sync')) },
        { key: 'result', title: t('Result'), render: (_, row) => <div style={{ minWidth: 220, maxWidth: 420, whiteSpace: 'normal' }}>{result(row)}</div> },
      ]}
    />
  );
}
