// Offers to select what is not loaded yet, once everything that is loaded is selected.
import { Button, Spin } from 'antd';
import { useT } from '../api';
import { useCenterStyles } from './styles';
import type { SelectAllHandle } from './use-select-all';

interface SelectAllBarProps {
  place: string;
  isSearch: boolean;
  /** Rows that are loaded. */
  count: number;
  all: SelectAllHandle;
}

export function SelectAllBar({ place, isSearch, count, all }: SelectAllBarProps) {
  const t = useT();
  const { styles } = useCenterStyles();
  return (
    <div className={styles.selectAll}>
      <span role="status">
        {all.isLoading && <Spin size="small" style={{ marginInlineEnd: 8 }} />}
        {all.isLoading ? t('{{count}} conversations found so far', { count }) : t('The {{count}} loaded conversations are selected.', { count })}
      </span>
      <Button type="link" size="small" onClick={all.isLoading ? all.stop : all.start}>
        {all.isLoading ? t('Cancel') : isSearch ? t('Select all that match') : t('Select all conversations in {{place}}', { place })}
      </Button>
    </div>
  );
}
