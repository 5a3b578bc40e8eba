// The state of an account in words, with what the user can do about it.
import { Badge, Typography } from 'antd';
import type { AccountView } from '../../common/api';
import type { AccountStatus as Status } from '../../common/constants';
import { useT, type Translate } from '../api';
import { reasonOf } from './failure-reason';
import { useFormat, type Format } from './format';

const COLOR: Record<Status, 'success' | 'processing' | 'warning' | 'error' | 'default'> = {
  active: 'success',
  syncing: 'processing',
  'rate-limited': 'warning',
  paused: 'default',
  'needs-reauthorization': 'error',
  unavailable: 'warning',
  'no-mailbox': 'error',
};

/** Of the others the state itself says all. */
const NEEDS_REASON: Status[] = ['needs-reauthorization', 'unavailable', 'no-mailbox'];

type Shown = Pick<AccountView, 'status' | 'statusCode' | 'statusUntil'>;

export function AccountStatus({ account }: { account: Shown }) {
  const t = useT();
  const format = useFormat();
  return (
    <div>
      <Badge status={COLOR[account.status]} text={statusText(account, t, format)} />
      {account.statusCode && NEEDS_REASON.includes(account.status) && (
        <Typography.Paragraph type="secondary" style={{ margin: 0 }}>
          {reasonOf(account.statusCode, t)}
        </Typography.Paragraph>
      )}
    </div>
  );
}

function statusText(account: Shown, t: Translate, format: Format): string {
  switch (account.status) {
    case 'active':
      return t('Up to date');
    case 'syncing':
      return t('Fetching mail');
    case 'rate-limited':
      return account.statusUntil
        ? t('The mail provider asks to wait until {{time}}', { time: format.time(account.statusUntil) })
        : t('The mail provider asks to wait');
    case 'paused':
      return t('Paused');
    case 'needs-reauthorization':
      return t('Has to be reauthorized');
    case 'unavailable':
      return t('The mail provider cannot be reached');
    case 'no-mailbox':
      return t('Has no mailbox');
  }
}
