// The content of the drawer of linked mailboxes.
import { AccountsPanel } from '../accounts/AccountsPanel';
import { LinkAccountButton } from '../accounts/LinkAccountButton';

export default function AccountsPopup({ onChanged }: { onChanged?(): void }) {
  return (
    <>
      <div style={{ display: 'flex', justifyContent: 'flex-end', marginBottom: 16 }}>
        <LinkAccountButton />
      </div>
      <AccountsPanel onChanged={onChanged} />
    </>
  );
}
