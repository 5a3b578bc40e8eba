// The name that recipients see beside the address; edited in place.
import { EditOutlined } from '@ant-design/icons';
import { App, Button, Input, Space, Typography } from 'antd';
import { useRef, useState } from 'react';
import type { AccountView } from '../../common/api';
import { useErrorText, useMailApi, useT } from '../api';

const MAX_LENGTH = 128;

export function SenderName({ account, onChange }: { account: AccountView; onChange(account: AccountView): void }) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const { message } = App.useApp();
  /** Undefined while it is only shown. */
  const [draft, setDraft] = useState<string>();
  const [isSaving, setSaving] = useState(false);
  const wasEdited = useRef(false);

  function edit() {
    wasEdited.current = true;
    setDraft(account.name);
  }

  async function save() {
    setSaving(true);
    try {
      onChange(await api.accounts.update(account.id, { name: (draft ?? '').trim() }));
      setDraft(undefined);
    } catch (error) {
      message.error(errorText(error));
    } finally {
      setSaving(false);
    }
  }

  if (draft === undefined) {
    return (
      <Space size={4}>
        <Typography.Text type="secondary">
          {account.name ? t('Sends as {{name}}', { name: account.name }) : t('Sends without a name')}
        </Typography.Text>
        <Button
          type="text"
          size="small"
          icon={<EditOutlined />}
          aria-label={t('Edit the sender name of {{email}}', { email: account.email })}
          // The keyboard's place must not be lost when the field goes away.
          autoFocus={wasEdited.current}
          onClick={edit}
        />
      </Space>
    );
  }
  return (
    <Space.Compact style={{ width: '100%', maxWidth: 420 }}>
      <Input
        autoFocus
        size="small"
        maxLength={MAX_LENGTH}
        aria-label={t('Sender name')}
        placeholder={t('Sender name')}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onPressEnter={save}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // The drawer around it would close as well.
          event.stopPropagation();
          setDraft(undefined);
        }}
      />
      <Button size="small" type="primary" loading={isSaving} onClick={save}>
        {t('Save')}
      </Button>
      <Button size="small" onClick={() => setDraft(undefined)}>
        {t('Cancel')}
      </Button>
    </Space.Compact>
  );
}
