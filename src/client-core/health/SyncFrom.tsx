// "Mail since": the start date can be moved back; the walk then goes on further into the past.
import { App, Alert, Button, Checkbox, DatePicker, Space } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import type { AccountView } from '../../common/api';
import { useFormat } from '../accounts/format';
import { useErrorText, useMailApi, useT } from '../api';

export function SyncFrom({ account, onChange }: { account: AccountView; onChange(account: AccountView): void }) {
  const t = useT();
  const format = useFormat();
  const api = useMailApi();
  const errorText = useErrorText();
  const { message } = App.useApp();
  const [date, setDate] = useState<Dayjs | null>(null);
  const [isAll, setAll] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string>();

  if (account.syncFrom === null) return <span>{t('All mail is fetched.')}</span>;
  const present = dayjs(account.syncFrom);

  async function save() {
    setSaving(true);
    setFailure(undefined);
    try {
      onChange(await api.accounts.setSyncFrom(account.id, isAll || !date ? null : date.startOf('day').toISOString()));
      message.success(t('Older mail of {{email}} is being fetched', { email: account.email }));
      setDate(null);
      setAll(false);
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setSaving(false);
    }
  }

  return (
    <Space direction="vertical" size={6} style={{ width: '100%' }}>
      <span>
        {t('Mail since {{date}} is fetched. The date can be moved back, not forward: to keep less mail here, unlink the mailbox and link it again.', {
          date: format.date(account.syncFrom),
        })}
      </span>
      <Space wrap>
        <DatePicker
          size="small"
          value={date}
          disabled={isAll}
          onChange={setDate}
          placeholder={t('Earlier date')}
          aria-label={t('Fetch the mail of {{email}} from this date', { email: account.email })}
          defaultPickerValue={present}
          disabledDate={(day) => !day.startOf('day').isBefore(present)}
        />
        <Checkbox checked={isAll} onChange={(event) => setAll(event.target.checked)}>
          {t('All mail')}
        </Checkbox>
        <Button size="small" type="primary" loading={isSaving} disabled={!isAll && !date} onClick={() => void save()}>
          {t('Fetch older mail')}
        </Button>
      </Space>
      {failure && <Alert type="error" showIcon role="alert" message={failure} />}
    </Space>
  );
}
