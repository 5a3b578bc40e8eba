// The buttons that move mail out of the place that is shown: the same on a row, for checked rows and over a conversation.
import { ContainerOutlined, DeleteOutlined, InboxOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import type { MailboxRole } from '../../common/constants';
import { useT, type Translate } from '../api';
import { canComeBack, movesOffered, type MoveVerb } from './verbs';

interface PlaceActionsProps {
  /** Of the place that is shown. */
  role?: MailboxRole;
  /** Whether every account concerned can delete for ever. */
  canDestroy: boolean;
  onVerb: (verb: MoveVerb) => void;
  /** Back into the inbox, from where mail comes back from. */
  onInbox: () => void;
  /** On a row: only what is needed often, and out of the Tab order, since keys do it. */
  isOnRow?: boolean;
}

const ICONS: Record<MoveVerb, ReactNode> = { archive: <ContainerOutlined />, trash: <DeleteOutlined />, junk: <StopOutlined />, delete: <DeleteOutlined /> };

export function PlaceActions({ role, canDestroy, onVerb, onInbox, isOnRow }: PlaceActionsProps) {
  const t = useT();
  const shown = movesOffered(role, canDestroy).filter((verb) => !(isOnRow && verb === 'junk'));
  const button = (verb: MoveVerb, onClick?: () => void) => (
    <Button key={verb} type="text" size="small" danger={verb === 'delete'} icon={ICONS[verb]} title={labelOf(verb, t)} aria-label={labelOf(verb, t)} tabIndex={isOnRow ? -1 : undefined} onClick={onClick} />
  );
  const back = role === 'junk' ? t('Not junk') : t('Move to inbox');
  return (
    <>
      {canComeBack(role) && <Button type="text" size="small" icon={<InboxOutlined />} title={back} aria-label={back} tabIndex={isOnRow ? -1 : undefined} onClick={onInbox} />}
      {shown.map((verb) =>
        verb === 'delete' ? (
          <Popconfirm key={verb} title={t('Delete forever?')} description={t('This cannot be undone.')} okText={t('Delete forever')} cancelText={t('Cancel')} onConfirm={() => onVerb(verb)}>
            {button(verb)}
          </Popconfirm>
        ) : (
          button(verb, () => onVerb(verb))
        ),
      )}
    </>
  );
}

function labelOf(verb: MoveVerb, t: Translate): string {
  switch (verb) {
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
