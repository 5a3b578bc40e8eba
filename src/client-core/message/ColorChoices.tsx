// The colours a label can have, as a row of dots.
import { theme } from 'antd';
import { useT } from '../api';
import { LABEL_COLORS, useLabelColor } from './label-color';

/** Both are given by the form's item where it is a field of one. */
export function ColorChoices({ value, onChange }: { value?: string; onChange?: (color: string) => void }) {
  const t = useT();
  const { token } = theme.useToken();
  const labelColor = useLabelColor();
  return (
    <div role="radiogroup" aria-label={t('Colour')} style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
      {LABEL_COLORS.map((option) => (
        <button
          key={option}
          type="button"
          role="radio"
          aria-checked={option === value}
          aria-label={option}
          onClick={() => onChange?.(option)}
          style={{ width: 18, height: 18, borderRadius: 9, padding: 0, cursor: 'pointer', background: labelColor(option), border: `2px solid ${option === value ? token.colorText : 'transparent'}` }}
        />
      ))}
    </div>
  );
}
