// The button that moves mail to a folder of its account.
import { FolderOutlined } from '@ant-design/icons';
import type { Id, MailboxView } from '../../common/api';
import { useT } from '../api';
import { PickerButton } from '../message/PickerButton';
import { FolderChoices } from './FolderChoices';

interface MoveMenuProps {
  /** Folders belong to an account: mail of several accounts cannot be moved together. */
  accountId?: Id;
  mailboxes: readonly MailboxView[];
  onMove: (mailbox: MailboxView) => void;
}

export function MoveMenu({ accountId, mailboxes, onMove }: MoveMenuProps) {
  const t = useT();
  const label = accountId === undefined ? t('Select mail of one account to move it') : t('Move to');
  return (
    <PickerButton icon={<FolderOutlined />} label={label} disabled={accountId === undefined}>
      {(inputRef, close) => accountId !== undefined && <FolderChoices accountId={accountId} mailboxes={mailboxes} onMove={onMove} onClose={close} inputRef={inputRef} />}
    </PickerButton>
  );
}
