// The buttons that move mail out of the place that is shown: the same on a row, for checked rows and over a conversation.
import { ContainerOutlined, DeleteOutlined, InboxOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import type { MailboxRole } from '../../common/constants';
import { useT, type Translate } from '../api';
import { movesOffered, type Move } from './verbs';

interface PlaceActionsProps {
  /** Of the place that is shown. */
  role?: MailboxRole;
  /** Whether every account concerned can delete for ever. */
  canDestroy: boolean;
  onVerb: (verb: Exclude<Move, 'inbox'>) => void;
  /** Back into the inbox of its account. */
  onInbox: () => void;
  /** On a row: only what is needed often, and out of the Tab order, since keys do it. */
  isOnRow?: boolean;
}

const ICONS: Record<Move, ReactNode> = { inbox: <InboxOutlined />, archive: <ContainerOutlined />, trash: <DeleteOutlined />, junk: <StopOutlined />, delete: <DeleteOutlined /> };

export function PlaceActions({ role, canDestroy, onVerb, onInbox, isOnRow }: PlaceActionsProps) {
  const t = useT();
  const shown = movesOffered(role, canDestroy).filter((move) => !(isOnRow && move === 'junk'));
  const button = (move: Move, onClick?: () => void) => {
    const label = labelOf(move, role, t);
    return <Button key={move} type="text" size="small" danger={move === 'delete'} icon={ICONS[move]} title={label} aria-label={label} tabIndex={isOnRow ? -1 : undefined} onClick={onClick} />;
  };
  return (
    <>
      {shown.map((move) => {
        if (move === 'inbox') return button(move, onInbox);
        if (move !== 'delete') return button(move, () => onVerb(move));
        return (
          <Popconfirm key={move} title={t('Delete forever?')} description={t('This cannot be undone.')} okText={t('Delete forever')} cancelText={t('Cancel')} onConfirm={() => onVerb(move)}>
            {button(move)}
          </Popconfirm>
        );
      })}
    </>
  );
}

function labelOf(move: Move, role: MailboxRole | undefined, t: Translate): string {
  switch (move) {
    case 'inbox':
      return role === 'junk' ? t('Not junk') : t('Move to inbox');
    case 'archive':
      return t('Archive');
    case 'trash':
      return t('Delete');
    case 'junk':
      return t('Report as junk');
    case 'delete':
      return t('Delete forever');
  }
}
