// Local labels of a conversation: choose, or make a new one with a colour.
import { TagOutlined } from '@ant-design/icons';
import { Button, Popover, type InputRef } from 'antd';
import { useRef, useState, type Ref } from 'react';
import type { LabelView } from '../../common/api';
import { useMailApi, useT, type LabelRecord } from '../api';
import { useNotices } from '../center/notices';
import { useLabels } from '../center/use-mail-data';
import { Choices } from './Choices';
import { ColorChoices } from './ColorChoices';
import { DEFAULT_COLOR, MAX_LABEL_CHARS, useLabelColor } from './label-color';

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
  const [color, setColor] = useState<string>(DEFAULT_COLOR);
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
