// "Resync", with a word about what it does and what it costs.
import { ReloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import type { AccountView } from '../../common/api';
import { useErrorText, useMailApi, useT } from '../api';

export function ResyncButton({ account, onChange }: { account: AccountView; onChange(account: AccountView): void }) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const { message, modal } = App.useApp();

  function ask() {
    modal.confirm({
      title: t('Read {{email}} again?', { email: account.email }),
      content: t(
        'Every message is fetched from the mail provider again, newest first; new mail keeps arriving meanwhile. Labels, notes and to-dos stay. Nothing is deleted that the provider still has. A large mailbox can take hours.',
      ),
      okText: t('Resync'),
      cancelText: t('Cancel'),
      onOk: async () => {
        try {
          onChange(await api.accounts.resync(account.id));
        } catch (error) {
          message.error(errorText(error));
        }
      },
    });
  }

  return (
    <Button size="small" icon={<ReloadOutlined />} disabled={account.status !== 'active' && account.status !== 'unavailable'} onClick={ask}>
      {t('Resync')}
    </Button>
  );
}
