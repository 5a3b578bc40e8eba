// "Sync from when": asked once, when a mailbox is linked for the first time.
import { Alert, Button, DatePicker, Form, Radio, Space, Typography } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import type { Id } from '../../common/api';
import { DEFAULT_SYNC_DAYS } from '../../common/constants';
import { sameId, useAccounts } from '../accounts/use-accounts';
import { useErrorText, useMailApi, useT } from '../api';

const DAYS = [7, 30, 90, 365];
const DAY_MS = 86_400_000;

type Choice = number | 'date' | 'all';

interface Values {
  choice: Choice;
  date?: Dayjs;
}

export function SyncFromForm({ accountId, onStarted }: { accountId: Id; onStarted(): void }) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const account = useAccounts().accounts?.find(({ id }) => sameId(id, accountId));
  const [form] = Form.useForm<Values>();
  const choice = Form.useWatch('choice', form);
  const [isStarting, setStarting] = useState(false);
  const [failure, setFailure] = useState<string>();

  async function start(values: Values) {
    setStarting(true);
    setFailure(undefined);
    try {
      await api.accounts.start(accountId, syncFromOf(values));
      onStarted();
    } catch (error) {
      setFailure(errorText(error));
      setStarting(false);
    }
  }

  return (
    <Form form={form} layout="vertical" initialValues={{ choice: DEFAULT_SYNC_DAYS }} onFinish={start}>
      <Typography.Title level={4} style={{ marginBottom: 0 }}>
        {t('Your mailbox is linked')}
      </Typography.Title>
      {/* Keeps its line while the address is loaded. */}
      <Typography.Paragraph type="secondary">{account?.email ?? '\u00a0'}</Typography.Paragraph>
      <Form.Item name="choice" label={t('How far back should mail be fetched?')}>
        <Radio.Group>
          <Space direction="vertical">
            {DAYS.map((days) => (
              <Radio key={days} value={days}>
                {t('The last {{count}} days', { count: days })}
              </Radio>
            ))}
            <Radio value="date">{t('From a date')}</Radio>
            <Radio value="all">{t('All mail')}</Radio>
          </Space>
        </Radio.Group>
      </Form.Item>
      {choice === 'date' && (
        <Form.Item name="date" label={t('Start date')} rules={[{ required: true, message: t('Choose a date.') }]}>
          <DatePicker autoFocus disabledDate={(date) => date.valueOf() > Date.now()} style={{ width: 220 }} />
        </Form.Item>
      )}
      {(choice === 'all' || choice === 365) && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 16 }}
          message={t('Mail providers limit how fast mail may be fetched: a large mailbox can take hours.')}
          description={t('The newest mail comes first and can be used at once.')}
        />
      )}
      {failure && <Alert type="error" showIcon role="alert" style={{ marginBottom: 16 }} message={failure} />}
      <Button type="primary" htmlType="submit" loading={isStarting}>
        {t('Start')}
      </Button>
    </Form>
  );
}

function syncFromOf({ choice, date }: Values): string | null {
  if (choice === 'all') return null;
  if (choice === 'date') return date ? date.startOf('day').toISOString() : null;
  return new Date(Date.now() - choice * DAY_MS).toISOString();
}
