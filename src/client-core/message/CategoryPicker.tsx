// Categories of several conversations.
import { AppstoreOutlined } from '@ant-design/icons';
import type { ConversationRow } from '../../common/api';
import { useT } from '../api';
import { CategoryChoices, type CategoryChange } from './CategoryChoices';
import { PickerButton } from './PickerButton';

interface CategoryPickerProps {
  rows: ReadonlyArray<Pick<ConversationRow, 'accountId' | 'categories'>>;
  onChange: (change: CategoryChange) => void;
}

export function CategoryPicker({ rows, onChange }: CategoryPickerProps) {
  const t = useT();
  const accountIds = [...new Map(rows.map(({ accountId }) => [String(accountId), accountId])).values()];
  return (
    <PickerButton icon={<AppstoreOutlined />} label={t('Categories')}>
      {(inputRef, close) => <CategoryChoices accountIds={accountIds} sets={rows.map(({ categories }) => categories)} onChange={onChange} onClose={close} inputRef={inputRef} />}
    </PickerButton>
  );
}
