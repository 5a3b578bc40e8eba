// Quick actions that appear on a row under the pointer.
import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ConversationRow } from '../../common/api';
import { useT } from '../api';
import type { RowLook } from './ConversationItem';
import { PlaceActions } from './PlaceActions';
import { useRowStyles } from './row-styles';
import type { RunOptions } from './use-conversation-actions';
import type { Verb } from './verbs';

interface RowActionsProps {
  row: ConversationRow;
  look: RowLook;
  onVerb: (verb: Verb, row: ConversationRow, options?: RunOptions) => void;
}

export function RowActions({ row, look, onVerb }: RowActionsProps) {
  const t = useT();
  const { styles, cx } = useRowStyles();
  const action = (verb: Verb, icon: ReactNode, label: string) => (
    <Button type="text" size="small" icon={icon} title={label} aria-label={label} tabIndex={-1} onClick={() => onVerb(verb, row)} />
  );
  return (
    // A click here, or in a question that one of the buttons asks, does not open the row.
    <div role="gridcell" className={cx(styles.rowActions, 'mail-row-actions')} onClick={(event) => event.stopPropagation()}>
      <PlaceActions role={look.role} canDestroy={look.destroyable.has(String(row.accountId))} onVerb={(verb) => onVerb(verb, row)} onInbox={() => onVerb('move', row, { toInbox: true })} isOnRow />
      {row.unread > 0 ? action('markRead', <EyeOutlined />, t('Mark as read')) : action('markUnread', <EyeInvisibleOutlined />, t('Mark as unread'))}
    </div>
  );
}
