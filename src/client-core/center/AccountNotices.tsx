// What keeps an account from getting new mail, above the list, with the button that helps.
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { AccountView } from '../../common/api';
import { OAUTH_CALLBACK_PATH, SETTINGS_PATH } from '../../common/constants';
import { noticeOf, type AccountNotice, type NoticeRemedy } from '../accounts/account-notice';
import { authorize, currentPath } from '../accounts/authorize';
import { useAdminHelp } from '../accounts/use-admin-help';
import { useMailApi, useT, type Translate } from '../api';
import { queryOf } from '../callback/stage';
import { useNotices } from './notices';
import { useAccounts } from './use-mail-data';

export function AccountNotices() {
  const t = useT();
  const { data: accounts, patch } = useAccounts();
  const show = (changed: AccountView) => patch((all) => all.map((one) => (String(one.id) === String(changed.id) ? changed : one)));
  return accounts?.map((account) => {
    const notice = noticeOf(account, t);
    return notice && <Notice key={account.id} account={account} notice={notice} onChange={show} />;
  });
}

interface Props {
  account: AccountView;
  notice: AccountNotice;
  onChange(account: AccountView): void;
}

function Notice({ account, notice: { remedy, isHarmless, text }, onChange }: Props) {
  const t = useT();
  const api = useMailApi();
  const navigate = useNavigate();
  const notices = useNotices();
  const [isBusy, setBusy] = useState(false);
  const admin = useAdminHelp(remedy === 'correct-settings', account.provider);

  const help = async () => {
    setBusy(true);
    try {
      if (remedy === 'reauthorize') return await authorize(api, { provider: account.provider, accountId: account.id, returnTo: currentPath() });
      if (remedy === 'correct-settings') navigate(SETTINGS_PATH);
      else if (remedy === 'choose-start') navigate(OAUTH_CALLBACK_PATH + queryOf({ accountId: account.id, returnTo: currentPath(), isNew: true }));
      else onChange(await api.accounts[remedy === 'resume' ? 'resume' : 'sync'](account.id));
    } catch (error) {
      notices.error(error);
    }
    setBusy(false);
  };
  // Only an administrator can go there.
  const canHelp = remedy !== 'correct-settings' || admin !== undefined;
  return (
    <Alert
      type={isHarmless ? 'info' : 'warning'}
      showIcon
      banner
      style={{ flex: 'none' }}
      message={text}
      action={
        canHelp && (
          <Button size="small" type="primary" loading={isBusy} onClick={() => void help()}>
            {labelOf(remedy, t)}
          </Button>
        )
      }
    />
  );
}

function labelOf(remedy: NoticeRemedy, t: Translate): string {
  switch (remedy) {
    case 'reauthorize':
      return t('Reauthorize');
    case 'resume':
      return t('Resume');
    case 'choose-start':
      return t('Choose the start date');
    case 'correct-settings':
      return t('Open the email settings');
    case 'wait':
      return t('Try again');
  }
}
