// What can be done with the checked conversations.
import { CheckSquareOutlined, CloseOutlined, EyeInvisibleOutlined, EyeOutlined, StarOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ConversationRow, MailboxView } from '../../common/api';
import { useT } from '../api';
import { CategoryPicker } from '../message/CategoryPicker';
import { LabelPicker } from '../message/LabelPicker';
import type { RowLook } from './ConversationItem';
import { MoveMenu } from './MoveMenu';
import { PlaceActions } from './PlaceActions';
import { useCenterStyles } from './styles';
import type { RunOptions } from './use-conversation-actions';
import { useCategorizable } from './use-mail-data';
import type { Tagging } from './use-tagging';
import type { Verb } from './verbs';

interface BulkToolbarProps {
  rows: readonly ConversationRow[];
  mailboxes: readonly MailboxView[];
  look: RowLook;
  tagging: Tagging;
  onVerb: (verb: Verb, options?: RunOptions) => void;
  onClear: () => void;
}

export function BulkToolbar({ rows, mailboxes, look, tagging, onVerb, onClear }: BulkToolbarProps) {
  const t = useT();
  const { styles } = useCenterStyles();
  const accounts = new Set(rows.map(({ accountId }) => String(accountId)));
  const categorizable = useCategorizable();
  const hasUnread = rows.some(({ unread }) => unread > 0);
  const action = (verb: Verb, icon: ReactNode, label: string) => (
    <Button type="text" size="small" icon={icon} title={label} aria-label={label} onClick={() => onVerb(verb)} />
  );
  return (
    <div className={styles.headLine} style={{ flex: 1, flexWrap: 'wrap' }} role="toolbar" aria-label={t('Actions for the selected conversations')}>
      <span className={styles.listTitle} style={{ fontSize: 'inherit', flex: '1 0 auto' }}>{t('{{count}} selected', { count: rows.length })}</span>
      <PlaceActions role={look.role} canDestroy={[...accounts].every((id) => look.destroyable.has(id))} onVerb={onVerb} onInbox={() => onVerb('move', { toInbox: true })} />
      {hasUnread ? action('markRead', <EyeOutlined />, t('Mark as read')) : action('markUnread', <EyeInvisibleOutlined />, t('Mark as unread'))}
      {action(rows.every(({ isStarred }) => isStarred) ? 'unstar' : 'star', <StarOutlined />, t('Star'))}
      {action(rows.every(({ isTodo }) => isTodo) ? 'untodo' : 'todo', <CheckSquareOutlined />, t('To-do'))}
      <MoveMenu accountId={accounts.size === 1 ? rows[0]?.accountId : undefined} mailboxes={mailboxes} onMove={(toMailbox) => onVerb('move', { toMailbox })} />
      <LabelPicker sets={rows.map(({ labels }) => labels)} onToggle={(label, isOn) => tagging.label(rows, label, isOn)} />
      {[...accounts].every((id) => categorizable.has(id)) && <CategoryPicker rows={rows} onChange={(change) => tagging.categorize(rows, change)} />}
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('Clear selection')} title={t('Clear selection')} onClick={onClear} />
    </div>
  );
}
