// What can be done with the whole conversation.
import { ArrowLeftOutlined, CheckSquareOutlined, DownOutlined, EyeInvisibleOutlined, FileTextOutlined, UpOutlined } from '@ant-design/icons';
import { Badge, Button } from 'antd';
import type { ReactNode } from 'react';
import type { Id, LabelView, MailboxView } from '../../common/api';
import type { MailboxRole } from '../../common/constants';
import { useT } from '../api';
import { MoveMenu } from '../center/MoveMenu';
import { PlaceActions } from '../center/PlaceActions';
import type { RunOptions } from '../center/use-conversation-actions';
import { useDestroyable } from '../center/use-mail-data';
import type { Verb } from '../center/verbs';
import { LabelPicker } from './LabelPicker';
import { useMessageStyles } from './styles';

export interface ThreadToolbarProps {
  accountId: Id;
  mailboxes: readonly MailboxView[];
  isTodo: boolean;
  role?: MailboxRole;
  labels: LabelView[];
  onLabel: (label: LabelView, isOn: boolean) => void;
  noteCount: number;
  areNotesOpen: boolean;
  onToggleNotes: () => void;
  onVerb: (verb: Verb, options?: RunOptions) => void;
  onClose?: () => void;
  /** Undefined where there is no list to move in. */
  onPrevious?: () => void;
  onNext?: () => void;
}

export function ThreadToolbar(props: ThreadToolbarProps) {
  const { accountId, mailboxes, isTodo, role, labels, onLabel, noteCount, areNotesOpen, onToggleNotes, onVerb, onClose, onPrevious, onNext } = props;
  const t = useT();
  const { styles } = useMessageStyles();
  const destroyable = useDestroyable();
  const action = (icon: ReactNode, label: string, onClick: () => void, isOn?: boolean) => (
    <Button type="text" size="small" icon={icon} title={label} aria-label={label} aria-pressed={isOn} onClick={onClick} color={isOn ? 'primary' : 'default'} variant={isOn ? 'filled' : 'text'} />
  );
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('Actions for this conversation')}>
      {onClose && action(<ArrowLeftOutlined />, t('Back to the list'), onClose)}
      <PlaceActions role={role} canDestroy={destroyable.has(String(accountId))} onVerb={onVerb} onInbox={() => onVerb('move', { toMailbox: mailboxes.find((mailbox) => mailbox.role === 'inbox' && String(mailbox.accountId) === String(accountId)) })} />
      {action(<EyeInvisibleOutlined />, t('Mark as unread'), () => onVerb('markUnread'))}
      <MoveMenu accountId={accountId} mailboxes={mailboxes} onMove={(toMailbox) => onVerb('move', { toMailbox })} />
      <LabelPicker sets={[labels]} onToggle={onLabel} />
      {action(<CheckSquareOutlined />, isTodo ? t('Remove from to-do') : t('Add to to-do'), () => onVerb(isTodo ? 'untodo' : 'todo'), isTodo)}
      <Badge count={noteCount} size="small" offset={[-4, 4]} color="gold">
        {action(<FileTextOutlined />, t('Notes'), onToggleNotes, areNotesOpen)}
      </Badge>
      <span className={styles.spacer} />
      {(onPrevious || onNext) && (
        <>
          <Button type="text" size="small" icon={<UpOutlined />} title={t('Newer')} aria-label={t('Newer')} disabled={!onPrevious} onClick={onPrevious} />
          <Button type="text" size="small" icon={<DownOutlined />} title={t('Older')} aria-label={t('Older')} disabled={!onNext} onClick={onNext} />
        </>
      )}
    </div>
  );
}
