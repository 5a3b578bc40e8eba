// Quick actions that appear on a row under the pointer.
import { ContainerOutlined, DeleteOutlined, EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ConversationRow } from '../../common/api';
import { useT } from '../api';
import { useRowStyles } from './row-styles';
import type { Verb } from './verbs';

interface RowActionsProps {
  row: ConversationRow;
  isTrash: boolean;
  onVerb: (verb: Verb, row: ConversationRow) => void;
}

export function RowActions({ row, isTrash, onVerb }: RowActionsProps) {
  const t = useT();
  const { styles, cx } = useRowStyles();
  const action = (verb: Verb, icon: ReactNode, label: string) => (
    <Button
      type="text"
      size="small"
      icon={icon}
      title={label}
      aria-label={label}
      tabIndex={-1}
      onClick={(event) => (event.stopPropagation(), onVerb(verb, row))}
    />
  );
  return (
    <div role="gridcell" className={cx(styles.rowActions, 'mail-row-actions')}>
      {!isTrash && action('archive', <ContainerOutlined />, t('Archive'))}
      {isTrash ? action('delete', <DeleteOutlined />, t('Delete forever')) : action('trash', <DeleteOutlined />, t('Delete'))}
      {row.unread > 0 ? action('markRead', <EyeOutlined />, t('Mark as read')) : action('markUnread', <EyeInvisibleOutlined />, t('Mark as unread'))}
    </div>
  );
}
