// Names and icons of the places that every mailbox has, in the order of the left column.
import {
  CheckSquareOutlined,
  ContainerOutlined,
  DeleteOutlined,
  EditOutlined,
  FlagOutlined,
  FolderOutlined,
  InboxOutlined,
  MailOutlined,
  SendOutlined,
  StarOutlined,
  StopOutlined,
  TagOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { MailboxView } from '../../common/api';
import type { MailboxRole } from '../../common/constants';
import type { LabelRecord, Translate } from '../api';
import type { Box } from './location';

export interface Place {
  box: Box;
  icon: ReactNode;
  /** Only shown when an account has a mailbox with this role. */
  role?: MailboxRole;
  /** What the number beside it counts; drafts count all, the others what is unread, most nothing. */
  count?: 'unread' | 'total';
}

const roleBox = (role: MailboxRole): Box => ({ kind: 'role', role });

export const PLACES: readonly Place[] = [
  { box: roleBox('inbox'), icon: <InboxOutlined />, role: 'inbox', count: 'unread' },
  { box: { kind: 'view', view: 'starred' }, icon: <StarOutlined /> },
  { box: { kind: 'view', view: 'todo' }, icon: <CheckSquareOutlined /> },
  { box: roleBox('important'), icon: <FlagOutlined />, role: 'important' },
  { box: roleBox('sent'), icon: <SendOutlined />, role: 'sent' },
  { box: roleBox('drafts'), icon: <EditOutlined />, role: 'drafts', count: 'total' },
  { box: roleBox('archive'), icon: <ContainerOutlined />, role: 'archive' },
  { box: { kind: 'all' }, icon: <MailOutlined /> },
  { box: roleBox('junk'), icon: <StopOutlined />, role: 'junk', count: 'unread' },
  { box: roleBox('trash'), icon: <DeleteOutlined />, role: 'trash' },
];

export const FOLDER_ICON = <FolderOutlined />;
export const LABEL_ICON = <TagOutlined />;

export function roleName(role: MailboxRole, t: Translate): string {
  switch (role) {
    case 'inbox':
      return t('Inbox');
    case 'sent':
      return t('Sent');
    case 'drafts':
      return t('Drafts');
    case 'archive':
      return t('Archive (mailbox)');
    case 'junk':
      return t('Junk');
    case 'trash':
      return t('Trash');
    case 'all':
      return t('All mail');
    case 'important':
      return t('Important');
  }
}

/** What the box is called; '' while a folder or label is not yet loaded. */
export function boxName(box: Box, mailboxes: readonly MailboxView[], labels: readonly LabelRecord[], t: Translate): string {
  switch (box.kind) {
    case 'role':
      return roleName(box.role, t);
    case 'view':
      return box.view === 'starred' ? t('Starred') : t('To-do');
    case 'all':
      return t('All mail');
    case 'label':
      return labels.find(({ id }) => String(id) === String(box.id))?.label ?? '';
    case 'mailbox':
      return mailboxName(mailboxes.find(({ id }) => String(id) === String(box.id)), t) ?? '';
  }
}

/** In the reader's language where it has a role, else as it is called at the provider. */
export function mailboxName(mailbox: MailboxView | undefined, t: Translate): string | undefined {
  return mailbox?.role ? roleName(mailbox.role, t) : mailbox?.name;
}
