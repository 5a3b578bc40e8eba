// Choose a folder to move to, by typing or from the tree.
import { FolderOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Tree, type InputRef } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id, MailboxView } from '../../common/api';
import { useT } from '../api';
import { folderTree, type FolderNode } from './mailbox-tree';
import { roleName } from './places';

interface MoveMenuProps {
  /** Folders belong to an account: mail of several accounts cannot be moved together. */
  accountId?: Id;
  mailboxes: readonly MailboxView[];
  onMove: (mailbox: MailboxView) => void;
  disabled?: boolean;
}

interface TreeItem {
  key: string;
  title: string;
  children: TreeItem[];
}

const TARGET_ROLES = ['inbox', 'archive', 'junk', 'trash'];

export function MoveMenu({ accountId, mailboxes, onMove, disabled }: MoveMenuProps) {
  const t = useT();
  const { i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const input = useRef<InputRef>(null);
  const own = mailboxes.filter((mailbox) => String(mailbox.accountId) === String(accountId));
  const items = useMemo<TreeItem[]>(() => {
    if (accountId === undefined) return [];
    const roles = own.flatMap((mailbox) =>
      mailbox.role && TARGET_ROLES.includes(mailbox.role) ? { key: String(mailbox.id), title: roleName(mailbox.role, t), children: [] } : [],
    );
    const folder = ({ mailbox, children }: FolderNode): TreeItem => ({ key: String(mailbox.id), title: mailbox.name, children: children.map(folder) });
    return [...roles, ...folderTree(own, accountId, i18n.language).map(folder)];
  }, [accountId, own, i18n.language, t]);
  const found = text ? flatten(items).filter(({ title }) => title.toLowerCase().includes(text.toLowerCase())) : items;
  const choose = (key: string | undefined) => {
    const mailbox = own.find(({ id }) => String(id) === key);
    if (!mailbox) return;
    setOpen(false);
    setText('');
    onMove(mailbox);
  };
  const label = accountId === undefined ? t('Select mail of one account to move it') : t('Move to');
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      // While it opens it is hidden, and what is hidden takes no focus.
      afterOpenChange={(opened) => opened && input.current?.focus()}
      destroyTooltipOnHide
      content={
        <div style={{ width: 240 }} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
          <Input ref={input} size="small" value={text} placeholder={t('Find a folder')} onChange={(event) => setText(event.target.value)} onPressEnter={() => choose(found[0]?.key)} style={{ marginBottom: 8 }} />
          <div style={{ maxHeight: 280, overflow: 'auto' }}>
            <Tree blockNode defaultExpandAll selectedKeys={[]} treeData={found} onSelect={([key]) => choose(key === undefined ? undefined : String(key))} />
          </div>
        </div>
      }
    >
      <Button type="text" size="small" icon={<FolderOutlined />} title={label} aria-label={label} disabled={disabled || accountId === undefined} />
    </Popover>
  );
}

function flatten(items: TreeItem[]): TreeItem[] {
  return items.flatMap((item) => [{ ...item, children: [] }, ...flatten(item.children)]);
}
