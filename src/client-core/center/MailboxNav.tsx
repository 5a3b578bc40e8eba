// The places of the left column: roles first, then the folders of the account, then labels.
import { CaretDownOutlined, CaretRightOutlined, TagFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, MailboxView } from '../../common/api';
import { useT, type LabelRecord } from '../api';
import { useLabelColor } from '../message/label-color';
import { listedBox, sameBox, type Box, type CenterLocation } from './location';
import { folderTree, roleEntries, type FolderNode } from './mailbox-tree';
import { NavItem } from './NavItem';
import { boxName, FOLDER_ICON, PLACES } from './places';
import { useSidebarStyles } from './sidebar-styles';

interface MailboxNavProps {
  accounts: readonly AccountView[];
  mailboxes: readonly MailboxView[];
  labels: readonly LabelRecord[];
  location: CenterLocation;
  onSelect: (box: Box) => void;
}

export function MailboxNav({ accounts, mailboxes, labels, location, onSelect }: MailboxNavProps) {
  const t = useT();
  const { i18n } = useTranslation();
  const { styles } = useSidebarStyles();
  const labelColor = useLabelColor();
  const { accountId } = location;
  const box = listedBox(location);
  const shown = accountId === undefined ? mailboxes : mailboxes.filter((mailbox) => String(mailbox.accountId) === String(accountId));
  const roles = roleEntries(shown);
  const folders = accounts
    .filter(({ id }) => accountId === undefined || String(id) === String(accountId))
    .map((account) => ({ account, tree: folderTree(mailboxes, account.id, i18n.language) }))
    .filter(({ tree }) => tree.length > 0);
  return (
    <>
      {PLACES.filter(({ role }) => !role || role === 'inbox' || roles.has(role)).map((place) => (
        <NavItem
          key={boxName(place.box, [], [], t)}
          icon={place.icon}
          text={boxName(place.box, [], [], t)}
          count={(place.count && place.role && roles.get(place.role)?.[place.count]) || 0}
          isCurrent={sameBox(place.box, box)}
          onClick={() => onSelect(place.box)}
        />
      ))}
      {folders.map(({ account, tree }) => (
        <section key={account.id} aria-label={t('Folders of {{email}}', { email: account.email })}>
          <h3 className={styles.group}>{folders.length > 1 ? account.email : account.capabilities.manyMailboxes ? t('Labels of the mailbox') : t('Folders')}</h3>
          {tree.map((node) => (
            <Folder key={node.mailbox.id} node={node} depth={0} current={box} onSelect={onSelect} />
          ))}
        </section>
      ))}
      {labels.length > 0 && (
        <section aria-label={t('Labels')}>
          <h3 className={styles.group}>{t('Labels')}</h3>
          {labels.map((label) => (
            <NavItem
              key={label.id}
              icon={<TagFilled style={{ color: labelColor(label.color) }} />}
              text={label.label}
              isCurrent={sameBox({ kind: 'label', id: label.id }, box)}
              onClick={() => onSelect({ kind: 'label', id: label.id })}
            />
          ))}
        </section>
      )}
    </>
  );
}

function Folder({ node, depth, current, onSelect }: { node: FolderNode; depth: number; current: Box; onSelect: (box: Box) => void }) {
  const t = useT();
  const { styles } = useSidebarStyles();
  const [isOpen, setOpen] = useState(depth === 0);
  const { mailbox, children } = node;
  const box: Box = { kind: 'mailbox', id: mailbox.id };
  return (
    <>
      <div className={styles.folder}>
        <NavItem
          icon={FOLDER_ICON}
          text={mailbox.name}
          count={mailbox.unread}
          isCurrent={sameBox(box, current)}
          onClick={() => onSelect(box)}
          style={{ paddingInlineStart: 8 + depth * 14 }}
        />
        {children.length > 0 && (
          <Button
            type="text"
            size="small"
            className={styles.fold}
            icon={isOpen ? <CaretDownOutlined /> : <CaretRightOutlined />}
            aria-label={isOpen ? t('Collapse {{name}}', { name: mailbox.name }) : t('Expand {{name}}', { name: mailbox.name })}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          />
        )}
      </div>
      {isOpen && children.map((child) => <Folder key={child.mailbox.id} node={child} depth={depth + 1} current={current} onSelect={onSelect} />)}
    </>
  );
}
