// What an administrator can do with one linked mailbox. Whatever costs time, quota or access asks first.
import { DownOutlined } from '@ant-design/icons';
import { App, Button, Checkbox, Dropdown, Space, type MenuProps } from 'antd';
import { useState } from 'react';
import type { AdminAccountView } from '../../common/health';
import { useErrorText, useMailApi, useT } from '../api';

interface Props {
  account: AdminAccountView;
  /** null: the account is gone. */
  onChange(account: AdminAccountView | null): void;
  onFailed(): void;
}

type Verb = 'sync' | 'pause' | 'resume' | 'resync' | 'reconcile';

export function AdminActions({ account, onChange, onFailed }: Props) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const { message, modal } = App.useApp();
  const [isBusy, setBusy] = useState(false);
  const { email, providerTitle: provider, status } = account;

  async function run(work: () => Promise<AdminAccountView | null>, done?: string) {
    setBusy(true);
    try {
      onChange(await work());
      if (done) message.success(done);
    } catch (error) {
      message.error(errorText(error));
      onFailed();
    } finally {
      setBusy(false);
    }
  }

  const ask = (title: string, content: React.ReactNode, okText: string, work: () => Promise<void>, danger = false) =>
    modal.confirm({ title, content, okText, cancelText: t('Cancel'), okButtonProps: { danger }, onOk: work });

  const act: Record<Verb | 'disconnect', () => void> = {
    sync: () => void run(() => api.adminAccounts.sync(account.id), t('{{email}} is being synced', { email })),
    resume: () => void run(() => api.adminAccounts.resume(account.id)),
    reconcile: () => void run(() => api.adminAccounts.reconcile(account.id), t('{{email}} is being checked; the result appears in its details', { email })),
    pause: () =>
      void ask(t('Pause {{email}}?', { email }), t('No mail arrives in it until somebody resumes it. Nothing is lost: what came meanwhile is fetched then.'), t('Pause'), () =>
        run(() => api.adminAccounts.pause(account.id)),
      ),
    resync: () =>
      void ask(
        t('Read {{email}} again?', { email }),
        t('Every message is fetched from the mail provider again, newest first; new mail keeps arriving meanwhile. Labels, notes and to-dos stay. Nothing is deleted that the provider still has. A large mailbox can take hours.'),
        t('Resync'),
        () => run(() => api.adminAccounts.resync(account.id)),
      ),
    disconnect: () => {
      let deleteMail = false;
      ask(
        t('Disconnect {{email}}?', { email }),
        <Space direction="vertical">
          <span>{t('The access to the mailbox ends for all of its users, here and at {{provider}}. They may link it again.', { provider })}</span>
          <Checkbox onChange={(event) => (deleteMail = event.target.checked)}>
            {t('Also delete the mail that is stored here, with its labels, notes and to-dos')}
          </Checkbox>
        </Space>,
        t('Disconnect'),
        () => run(() => api.adminAccounts.disconnect(account.id, deleteMail)),
        true,
      );
    },
  };

  const needsUser = status === 'needs-reauthorization' || status === 'no-mailbox';
  const items: MenuProps['items'] = [
    { key: 'sync', label: t('Sync now'), disabled: needsUser || status === 'paused' },
    status === 'paused' ? { key: 'resume', label: t('Resume') } : { key: 'pause', label: t('Pause'), disabled: needsUser },
    { key: 'reconcile', label: t('Check completeness'), disabled: needsUser || account.completeness.state !== 'idle' },
    { key: 'resync', label: t('Resync'), disabled: needsUser || status === 'paused' || account.isWalking },
    { type: 'divider' },
    { key: 'disconnect', label: t('Disconnect'), danger: true },
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => act[key as keyof typeof act]() }}>
      <Button size="small" loading={isBusy} aria-haspopup="menu" aria-label={t('Actions for {{email}}', { email })}>
        {t('Actions')} <DownOutlined />
      </Button>
    </Dropdown>
  );
}
