// Categories of one message; each tick is told to the provider at once.
import { Modal, type InputRef } from 'antd';
import { useRef } from 'react';
import type { MessageView } from '../../common/api';
import { useT } from '../api';
import { CategoryChoices, type CategoryChange } from './CategoryChoices';

interface CategoryDialogProps {
  message: MessageView;
  onChange: (change: CategoryChange) => void;
  onClose: () => void;
}

export function CategoryDialog({ message, onChange, onClose }: CategoryDialogProps) {
  const t = useT();
  const input = useRef<InputRef>(null);
  return (
    <Modal open width={320} footer={null} title={t('Categories')} onCancel={onClose} afterOpenChange={(isOpen) => isOpen && input.current?.focus()}>
      <CategoryChoices accountIds={[message.accountId]} sets={[message.categories]} onChange={onChange} onClose={onClose} inputRef={input} />
    </Modal>
  );
}
