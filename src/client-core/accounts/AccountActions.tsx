// What a user can do with one linked mailbox.
import { DeleteOutlined, KeyOutlined, PauseOutlined, PlayCircleOutlined, SyncOutlined } from '@ant-design/icons';
import { App, Button, Space } from 'antd';
import { useState } from 'react';
import type { AccountView, Id } from '../../common/api';
import { useErrorText, useMailApi, useT } from '../api';
import { authorize, currentPath } from './authorize';

interface Props {
  account: AccountView;
  onChange(account: AccountView): void;
  onUnlinked(id: Id): void;
}

type Verb = 'sync' | 'pause' | 'resume' | 'reauthorize';

export function AccountActions({ account, onChange, onUnlinked }: Props) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const { message, modal } = App.useApp();
  const [running, setRunning] = useState<Verb>();

  async function run(verb: Verb) {
    setRunning(verb);
    try {
      if (verb === 'reauthorize') {
        await authorize(api, { provider: account.provider, accountId: account.id, returnTo: currentPath() });
      } else onChange(await api.accounts[verb](account.id));
    } catch (error) {
      message.error(errorText(error));
    } finally {
      setRunning(undefined);
    }
  }

  function unlink() {
    modal.confirm({
      title: t('Unlink {{email}}?', { email: account.email }),
      content: t(
        'All mail of this mailbox that is stored here is deleted, with its labels, notes and to-dos. Nothing is deleted at {{provider}}. Another user who has linked the same mailbox keeps it.',
        { provider: account.providerTitle },
      ),
      okText: t('Unlink'),
      okButtonProps: { danger: true },
      cancelText: t('Cancel'),
      onOk: async () => {
        try {
          await api.accounts.unlink(account.id);
          onUnlinked(account.id);
        } catch (error) {
          message.error(errorText(error));
        }
      },
    });
  }

  const needsUser = account.status === 'needs-reauthorization';
  const isPaused = account.status === 'paused';
  return (
    <Space wrap size={[8, 4]}>
      {!needsUser && !isPaused && (
        <Button size="small" icon={<SyncOutlined />} loading={running === 'sync'} onClick={() => run('sync')}>
          {t('Sync now')}
        </Button>
      )}
      {isPaused ? (
        <Button size="small" icon={<PlayCircleOutlined />} loading={running === 'resume'} onClick={() => run('resume')}>
          {t('Resume')}
        </Button>
      ) : (
        !needsUser && (
          <Button size="small" icon={<PauseOutlined />} loading={running === 'pause'} onClick={() => run('pause')}>
            {t('Pause')}
          </Button>
        )
      )}
      <Button
        size="small"
        type={needsUser ? 'primary' : 'default'}
        icon={<KeyOutlined />}
        loading={running === 'reauthorize'}
        onClick={() => run('reauthorize')}
      >
        {t('Reauthorize')}
      </Button>
      <Button size="small" danger icon={<DeleteOutlined />} onClick={unlink}>
        {t('Unlink')}
      </Button>
    </Space>
  );
}
