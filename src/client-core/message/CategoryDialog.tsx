// Categories of one message, ticked and made; each tick is told to the provider at once.
import { Modal, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CategorizeRequest, Id, MessageView } from '../../common/api';
import { MAX_CATEGORY_CHARS } from '../../common/constants';
import { isAborted, useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import { hasCategory, withCategories } from './categories';
import { Choices } from './Choices';

export type CategoryChange = Pick<CategorizeRequest, 'add' | 'remove'>;

interface CategoryDialogProps {
  message: MessageView;
  onChange: (change: CategoryChange) => void;
  onClose: () => void;
}

export function CategoryDialog({ message, onChange, onClose }: CategoryDialogProps) {
  const t = useT();
  const input = useRef<InputRef>(null);
  const known = useKnownCategories(message.accountId);
  // What was taken off is still there to be ticked again.
  const [own] = useState(message.categories);
  const names = useMemo(() => withCategories(known, { add: [...own, ...message.categories] }), [known, own, message.categories]);
  return (
    <Modal open width={320} footer={null} title={t('Categories')} onCancel={onClose} afterOpenChange={(isOpen) => isOpen && input.current?.focus()}>
      <Choices
        label={t('Categories')}
        placeholder={t('Find or create a category')}
        maxLength={MAX_CATEGORY_CHARS}
        choices={names.map((name) => ({ key: name, name, isTicked: hasCategory(message.categories, name) }))}
        onToggle={(name) => onChange(hasCategory(message.categories, name) ? { remove: [name] } : { add: [name] })}
        onCreate={(name) => (onChange({ add: [name] }), true)}
        onClose={onClose}
        inputRef={input}
      />
    </Modal>
  );
}

function useKnownCategories(accountId: Id): string[] {
  const api = useMailApi();
  const notices = useNotices();
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    api.messages.categories(accountId, { signal: abort.signal }).then(setNames, (error) => isAborted(error) || notices.error(error));
    return () => abort.abort();
  }, [api, accountId, notices]);
  return names;
}
