// Which folders of a mailbox have their mail here.
import { useRequest } from 'ahooks';
import { Alert, App, Button, Checkbox, Skeleton, Space, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, MailboxView } from '../../common/api';
import { canBeExcluded } from '../../common/constants';
import { useErrorText, useMailApi, useT } from '../api';
import { folderTree, type FolderNode } from '../center/mailbox-tree';
import { roleName } from '../center/places';

interface Props {
  account: AccountView;
  onChange(account: AccountView): void;
}

export function Folders({ account, onChange }: Props) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const { data, error, refresh } = useRequest(() => api.mailboxes.list(account.id, { withExcluded: true }));
  if (error) return <Alert type="error" showIcon role="alert" message={errorText(error)} action={<Button size="small" onClick={refresh}>{t('Try again')}</Button>} />;
  if (!data) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  const mailboxes = data.filter(({ role }) => canBeExcluded(role));
  if (mailboxes.length === 0) return <Typography.Text type="secondary">{t('This mailbox has no folders of its own.')}</Typography.Text>;
  return <Choice account={account} mailboxes={mailboxes} onSaved={(next) => (onChange(next), refresh())} />;
}

function Choice({ account, mailboxes, onSaved }: { account: AccountView; mailboxes: MailboxView[]; onSaved(account: AccountView): void }) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const { i18n } = useTranslation();
  const { modal, message } = App.useApp();
  const stored = mailboxes.filter(({ isExcluded }) => isExcluded).map(({ id }) => String(id));
  const [excluded, setExcluded] = useState<readonly string[]>(stored);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string>();
  const key = stored.join();
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => setExcluded(stored), [key]);

  const added = excluded.filter((id) => !stored.includes(id));
  const isChanged = added.length > 0 || stored.some((id) => !excluded.includes(id));
  const toggle = (id: string, isWanted: boolean) => setExcluded(isWanted ? excluded.filter((other) => other !== id) : [...excluded, id]);

  async function save() {
    setSaving(true);
    setFailure(undefined);
    try {
      onSaved(await api.accounts.setExcludedMailboxes(account.id, [...excluded]));
      message.success(t('Saved'));
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setSaving(false);
    }
  }

  const ask = () => {
    if (added.length === 0) return void save();
    modal.confirm({
      title: t('Remove the mail of {{count}} folders from here?', { count: added.length }),
      content: t('It stays at the provider. Labels, notes and to-dos that were added to it here are lost. Mail that also lies in another folder stays.'),
      okText: t('Remove'),
      okButtonProps: { danger: true },
      onOk: save,
    });
  };

  const row = (mailbox: MailboxView, depth: number) => (
    <div key={mailbox.id} style={{ paddingInlineStart: depth * 20 }}>
      <Checkbox checked={!excluded.includes(String(mailbox.id))} onChange={(event) => toggle(String(mailbox.id), event.target.checked)}>
        {mailbox.role ? roleName(mailbox.role, t) : mailbox.name}
      </Checkbox>
    </div>
  );
  const rows = (nodes: FolderNode[], depth = 0): React.ReactNode => nodes.map(({ mailbox, children }) => [row(mailbox, depth), rows(children, depth + 1)]);

  return (
    <Space direction="vertical" size={6} style={{ width: '100%' }}>
      <span>{t('Mail of these folders is here, for everybody who has this mailbox. The inbox, sent mail, drafts, archive and trash always are.')}</span>
      <div role="group" aria-label={t('Folders of {{email}}', { email: account.email })} style={{ maxHeight: 240, overflow: 'auto' }}>
        {mailboxes.filter(({ role }) => role !== null).map((mailbox) => row(mailbox, 0))}
        {rows(folderTree(mailboxes, account.id, i18n.language))}
      </div>
      <Button size="small" type="primary" loading={isSaving} disabled={!isChanged} onClick={ask}>
        {t('Save folders')}
      </Button>
      {failure && <Alert type="error" showIcon role="alert" message={failure} />}
    </Space>
  );
}
