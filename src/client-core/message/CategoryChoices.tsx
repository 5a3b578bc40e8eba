// The categories that are known, ticked as messages have them; or a new one.
import type { InputRef } from 'antd';
import { useEffect, useMemo, useState, type Ref } from 'react';
import type { CategorizeRequest, Id } from '../../common/api';
import { MAX_CATEGORY_CHARS } from '../../common/constants';
import { isAborted, useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import { hasCategory, withCategories } from './categories';
import { Choices } from './Choices';
import { tickOf, type Tick } from './ticks';

export type CategoryChange = Pick<CategorizeRequest, 'add' | 'remove'>;

interface CategoryChoicesProps {
  /** Whose names are offered. */
  accountIds: readonly Id[];
  /** Of each message or conversation. */
  sets: ReadonlyArray<readonly string[]>;
  /** What only some have is put on the others, too. */
  onChange: (change: CategoryChange) => void;
  onClose: () => void;
  inputRef: Ref<InputRef>;
}

export function CategoryChoices({ accountIds, sets, onChange, onClose, inputRef }: CategoryChoicesProps) {
  const t = useT();
  const known = useKnownCategories(accountIds);
  const own = sets.flat();
  // What was taken off is still there to be ticked again.
  const [before] = useState(own);
  const ownNames = own.join('\n');
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const names = useMemo(() => withCategories(known, { add: [...before, ...own] }), [known, before, ownNames]);
  const tick = (name: string): Tick => tickOf(sets, (set) => hasCategory(set, name));
  return (
    <Choices
      label={t('Categories')}
      placeholder={t('Find or create a category')}
      maxLength={MAX_CATEGORY_CHARS}
      choices={names.map((name) => ({ key: name, name, tick: tick(name) }))}
      onToggle={(name) => onChange(tick(name) === 'all' ? { remove: [name] } : { add: [name] })}
      onCreate={(name) => (onChange({ add: [name] }), true)}
      onClose={onClose}
      inputRef={inputRef}
    />
  );
}

function useKnownCategories(accountIds: readonly Id[]): string[] {
  const api = useMailApi();
  const notices = useNotices();
  const [names, setNames] = useState<string[]>([]);
  const key = accountIds.join();
  useEffect(() => {
    const abort = new AbortController();
    Promise.all(accountIds.map((id) => api.messages.categories(id, { signal: abort.signal }))).then(
      (lists) => setNames(lists.flat()),
      (error) => isAborted(error) || notices.error(error),
    );
    return () => abort.abort();
    // The key says which they are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, key, notices]);
  return names;
}
