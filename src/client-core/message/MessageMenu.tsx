// Everything else that can be done with one message.
import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useState } from 'react';
import type { MessageView } from '../../common/api';
import { useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import type { CategoryChange } from './CategoryChoices';
import { CategoryDialog } from './CategoryDialog';
import { ForwardIcon, ReplyAllIcon, ReplyIcon } from './icons';
import { emlName, RawDialog } from './RawDialog';
import { saveFile } from './save-file';

export type ReplyMode = 'reply' | 'reply-all' | 'forward';

interface MessageMenuProps {
  message: MessageView;
  onReply?: (mode: ReplyMode) => void;
  onMarkUnread: () => void;
  onToggleTodo: () => void;
  onTrash: () => void;
  /** Undefined where the provider has no categories, or the message is somebody else's. */
  onCategorize?: (change: CategoryChange) => void;
  /** Undefined while the message is collapsed. */
  onPrint?: () => void;
}

export function MessageMenu({ message, onReply, onMarkUnread, onToggleTodo, onTrash, onCategorize, onPrint }: MessageMenuProps) {
  const t = useT();
  const api = useMailApi();
  const notices = useNotices();
  const [dialog, setDialog] = useState<'raw' | 'categories'>();
  const download = () =>
    void api.messages.raw(message.id).then(
      (blob) => saveFile(blob, emlName(message)),
      (error) => notices.error(error),
    );
  const items: Array<NonNullable<MenuProps['items']>[number] & { run?: () => void }> = [
    ...(onReply
      ? [
          { key: 'reply', label: t('Reply'), icon: <ReplyIcon />, run: () => onReply('reply') },
          { key: 'reply-all', label: t('Reply all'), icon: <ReplyAllIcon />, run: () => onReply('reply-all') },
          { key: 'forward', label: t('Forward'), icon: <ForwardIcon />, run: () => onReply('forward') },
          { type: 'divider' as const },
        ]
      : []),
    { key: 'unread', label: t('Mark as unread'), run: onMarkUnread },
    { key: 'todo', label: message.isTodo ? t('Remove from to-do') : t('Add to to-do'), run: onToggleTodo },
    ...(onCategorize ? [{ key: 'categories', label: t('Categories'), run: () => setDialog('categories') }] : []),
    { key: 'trash', label: t('Delete this message'), run: onTrash },
    { type: 'divider' as const },
    { key: 'print', label: t('Print'), disabled: !onPrint, run: onPrint },
    { key: 'raw', label: t('Show original'), run: () => setDialog('raw') },
    { key: 'eml', label: t('Download .eml'), run: download },
  ];
  const menu: MenuProps = {
    items: items.map(({ run: _run, ...item }) => item) as MenuProps['items'],
    onClick: ({ key, domEvent }) => {
      domEvent.stopPropagation();
      items.find((item) => item.key === key)?.run?.();
    },
  };
  return (
    <span onClick={(event) => event.stopPropagation()}>
      <Dropdown menu={menu} trigger={['click']} placement="bottomRight">
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('More')} />
      </Dropdown>
      {dialog === 'raw' && <RawDialog message={message} onClose={() => setDialog(undefined)} />}
      {dialog === 'categories' && onCategorize && <CategoryDialog message={message} onChange={onCategorize} onClose={() => setDialog(undefined)} />}
    </span>
  );
}
