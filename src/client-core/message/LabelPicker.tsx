// Local labels of a conversation: choose, or make a new one with a colour.
import { TagOutlined } from '@ant-design/icons';
import { Button, Popover, theme, type InputRef } from 'antd';
import { useRef, useState, type Ref } from 'react';
import type { LabelView } from '../../common/api';
import { useMailApi, useT, type LabelRecord } from '../api';
import { useNotices } from '../center/notices';
import { useLabels } from '../center/use-mail-data';
import { Choices } from './Choices';
import { LABEL_COLORS, useLabelColor } from './label-color';

const MAX_LABEL_CHARS = 60;

interface LabelPickerProps {
  value: readonly LabelView[];
  onChange: (labels: LabelView[]) => void;
}

export function LabelPicker({ value, onChange }: LabelPickerProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const input = useRef<InputRef>(null);
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      // While it opens it is hidden, and what is hidden takes no focus.
      afterOpenChange={(opened) => opened && input.current?.focus()}
      destroyTooltipOnHide
      content={<LabelChoices value={value} onChange={onChange} onClose={() => setOpen(false)} inputRef={input} />}
    >
      <Button type="text" size="small" icon={<TagOutlined />} title={t('Labels')} aria-label={t('Labels')} />
    </Popover>
  );
}

function LabelChoices({ value, onChange, onClose, inputRef }: LabelPickerProps & { onClose: () => void; inputRef: Ref<InputRef> }) {
  const t = useT();
  const labelColor = useLabelColor();
  const labels = useLabels();
  const create = useCreateLabel(labels.reload);
  const [color, setColor] = useState<string>('blue');
  const has = (label: LabelRecord) => value.some(({ id }) => String(id) === String(label.id));
  const toggle = (label: LabelRecord) =>
    onChange(has(label) ? value.filter(({ id }) => String(id) !== String(label.id)) : [...value, { id: label.id, label: label.label, color: label.color }]);
  const known = labels.data ?? [];
  return (
    <Choices
      label={t('Labels')}
      placeholder={t('Find or create a label')}
      maxLength={MAX_LABEL_CHARS}
      choices={known.map((label) => ({ key: String(label.id), name: label.label, color: labelColor(label.color), isTicked: has(label) }))}
      onToggle={(key) => known.filter(({ id }) => String(id) === key).forEach(toggle)}
      onCreate={async (name) => {
        const made = await create(name, color);
        if (made) toggle(made);
        return made !== undefined;
      }}
      onClose={onClose}
      inputRef={inputRef}
      extra={<ColorChoices value={color} onChange={setColor} />}
    />
  );
}

function ColorChoices({ value, onChange }: { value: string; onChange: (color: string) => void }) {
  const t = useT();
  const { token } = theme.useToken();
  const labelColor = useLabelColor();
  return (
    <div role="radiogroup" aria-label={t('Colour')} style={{ display: 'flex', flexWrap: 'wrap', gap: 4, marginBottom: 8 }}>
      {LABEL_COLORS.map((option) => (
        <button
          key={option}
          type="button"
          role="radio"
          aria-checked={option === value}
          aria-label={option}
          onClick={() => onChange(option)}
          style={{ width: 18, height: 18, borderRadius: 9, padding: 0, cursor: 'pointer', background: labelColor(option), border: `2px solid ${option === value ? token.colorText : 'transparent'}` }}
        />
      ))}
    </div>
  );
}

function useCreateLabel(reload: () => Promise<void>) {
  const api = useMailApi();
  const notices = useNotices();
  return async (label: string, color: string): Promise<LabelRecord | undefined> => {
    try {
      const made = await api.labels.create({ label, color });
      await reload();
      return made;
    } catch (error) {
      notices.error(error);
      return undefined;
    }
  };
}
