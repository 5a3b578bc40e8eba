// A folder to move to, by typing or from the tree.
import { Input, Tree, type InputRef } from 'antd';
import { useMemo, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id, MailboxView } from '../../common/api';
import { useT } from '../api';
import { folderTree, type FolderNode } from './mailbox-tree';
import { roleName } from './places';

interface FolderChoicesProps {
  accountId: Id;
  mailboxes: readonly MailboxView[];
  onMove: (mailbox: MailboxView) => void;
  onClose: () => void;
  inputRef: Ref<InputRef>;
}

interface TreeItem {
  key: string;
  title: string;
  children: TreeItem[];
}

const TARGET_ROLES = ['inbox', 'archive', 'junk', 'trash'];

export function FolderChoices({ accountId, mailboxes, onMove, onClose, inputRef }: FolderChoicesProps) {
  const t = useT();
  const { i18n } = useTranslation();
  const [text, setText] = useState('');
  const own = mailboxes.filter((mailbox) => String(mailbox.accountId) === String(accountId));
  const items = useMemo<TreeItem[]>(() => {
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
    onClose();
    onMove(mailbox);
  };
  return (
    <div style={{ minWidth: 240 }} onKeyDown={(event) => event.key === 'Escape' && (event.stopPropagation(), onClose())}>
      <Input ref={inputRef} size="small" value={text} placeholder={t('Find a folder')} aria-label={t('Find a folder')} onChange={(event) => setText(event.target.value)} onPressEnter={() => choose(found[0]?.key)} style={{ marginBottom: 8 }} />
      <div style={{ maxHeight: 280, overflow: 'auto' }}>
        <Tree blockNode defaultExpandAll selectedKeys={[]} treeData={found} onSelect={([key]) => choose(key === undefined ? undefined : String(key))} />
      </div>
    </div>
  );
}

function flatten(items: TreeItem[]): TreeItem[] {
  return items.flatMap((item) => [{ ...item, children: [] }, ...flatten(item.children)]);
}
