// "Check completeness": asks for a comparison with the provider and shows what it found.
import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Alert, Button, Space, Typography } from 'antd';
import type { AccountView } from '../../common/api';
import { useFormat } from '../accounts/format';
import { reasonOf } from '../accounts/failure-reason';
import { useErrorText, useT } from '../api';
import { reportText } from './report';
import { useCheck } from './use-check';

export function Completeness({ account }: { account: AccountView }) {
  const t = useT();
  const format = useFormat();
  const errorText = useErrorText();
  const { view, error, isUnderWay, start } = useCheck(account.id);
  const canBeAsked = account.status !== 'needs-reauthorization' && account.status !== 'no-mailbox';
  return (
    <Space direction="vertical" size={6} style={{ width: '100%' }}>
      <Space wrap>
        <Button
          size="small"
          icon={<SafetyCertificateOutlined />}
          loading={isUnderWay}
          disabled={!canBeAsked}
          aria-label={t('Check the completeness of {{email}}', { email: account.email })}
          onClick={() => void start()}
        >
          {t('Check completeness')}
        </Button>
        <Typography.Text type="secondary" role="status">
          {view?.state === 'waiting' && t('Waiting for its turn…')}
          {view?.state === 'running' && t('Comparing with the mail provider…')}
        </Typography.Text>
      </Space>
      {error !== undefined && <Alert type="error" showIcon role="alert" message={errorText(error)} />}
      {view?.failure && !isUnderWay && (
        <Alert
          type="warning"
          showIcon
          message={t('The check of {{time}} could not be finished', { time: format.time(view.failure.at) })}
          description={reasonOf(view.failure.code, t)}
        />
      )}
      {view?.last && (
        <Alert
          type={view.last.report.missing > 0 ? 'warning' : 'success'}
          showIcon
          data-testid={`mail-completeness-${account.email}`}
          message={reportText(view.last.report, t, format)}
          description={t('Checked {{time}}; it is checked every night.', { time: format.time(view.last.at) })}
        />
      )}
      {view && !view.last && !view.failure && !isUnderWay && (
        <Typography.Text type="secondary">
          {t('Not checked yet. It is checked every night; what is missing is fetched, and nothing is deleted that the provider still has.')}
        </Typography.Text>
      )}
    </Space>
  );
}
