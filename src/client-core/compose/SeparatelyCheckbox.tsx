// Whether each recipient gets a message of their own.
import { Checkbox } from 'antd';
import { useT } from '../api';

export function SeparatelyCheckbox({ checked, onChange }: { checked: boolean; onChange: (separately: boolean) => void }) {
  const t = useT();
  return (
    <Checkbox checked={checked} onChange={(event) => onChange(event.target.checked)}>
      {t('Send each recipient a message of their own')}
    </Checkbox>
  );
}
