// Where a search looks: in all mail, or in the place it began in.
import { Segmented } from 'antd';
import { useT } from '../api';

interface SearchScopeProps {
  /** What the place is called. */
  placeName: string;
  isWithinBox: boolean;
  onChange: (isWithinBox: boolean) => void;
}

export function SearchScope({ placeName, isWithinBox, onChange }: SearchScopeProps) {
  const t = useT();
  return (
    <Segmented
      size="small"
      aria-label={t('Where to search')}
      value={isWithinBox ? 'box' : 'all'}
      onChange={(value) => onChange(value === 'box')}
      options={[
        { value: 'all', label: t('All mail') },
        { value: 'box', label: placeName },
      ]}
      style={{ alignSelf: 'flex-start', maxWidth: '100%' }}
    />
  );
}
