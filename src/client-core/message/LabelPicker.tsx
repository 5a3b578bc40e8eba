// Local labels of a conversation: choose, or make a new one with a colour.
import { CheckOutlined, PlusOutlined, TagOutlined } from '@ant-design/icons';
import { Button, Input, Popover, theme, type InputRef } from 'antd';
import { useRef, useState, type Ref } from 'react';
import type { LabelView } from '../../common/api';
import { useMailApi, useT, type LabelRecord } from '../api';
import { useNotices } from '../center/notices';
import { useLabels } from '../center/use-mail-data';
import { LABEL_COLORS, useLabelColor } from './label-color';

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
      // Escape is for the choices; a drawer around them would close, too.
      content={<Choices value={value} onChange={onChange} onClose={() => setOpen(false)} inputRef={input} />}
    >
      <Button type="text" size="small" icon={<TagOutlined />} title={t('Labels')} aria-label={t('Labels')} />
    </Popover>
  );
}

function Choices({ value, onChange, onClose, inputRef }: LabelPickerProps & { onClose: () => void; inputRef: Ref<InputRef> }) {
  const t = useT();
  const { token } = theme.useToken();
  const labelColor = useLabelColor();
  const labels = useLabels();
  const create = useCreateLabel(labels.reload);
  const [text, setText] = useState('');
  const [color, setColor] = useState<string>('blue');
  const name = text.trim();
  const found = (labels.data ?? []).filter(({ label }) => label.toLowerCase().includes(name.toLowerCase()));
  const isNew = name !== '' && !found.some(({ label }) => label.toLowerCase() === name.toLowerCase());
  const has = (label: LabelRecord) => value.some(({ id }) => String(id) === String(label.id));
  const toggle = (label: LabelRecord) =>
    onChange(has(label) ? value.filter(({ id }) => String(id) !== String(label.id)) : [...value, { id: label.id, label: label.label, color: label.color }]);
  const add = async () => {
    const made = await create(name, color);
    if (!made) return;
    setText('');
    toggle(made);
  };
  return (
    <div style={{ width: 232 }} onKeyDown={(event) => event.key === 'Escape' && (event.stopPropagation(), onClose())}>
      <Input ref={inputRef} size="small" value={text} maxLength={60} placeholder={t('Find or create a label')} onChange={(event) => setText(event.target.value)} onPressEnter={() => (isNew ? void add() : found[0] && toggle(found[0]))} />
      <div role="group" aria-label={t('Labels')} style={{ maxHeight: 240, overflow: 'auto', margin: '8px 0' }}>
        {found.map((label) => (
          <Button key={label.id} type="text" size="small" block style={{ justifyContent: 'flex-start' }} role="checkbox" aria-checked={has(label)} onClick={() => toggle(label)}>
            <span style={{ width: 10, height: 10, borderRadius: 5, background: labelColor(label.color), flex: 'none' }} />
            <span style={{ flex: 1, textAlign: 'start', overflow: 'hidden', textOverflow: 'ellipsis' }}>{label.label}</span>
            {has(label) && <CheckOutlined />}
          </Button>
        ))}
      </div>
      {isNew && (
        <>
          <div role="radiogroup" aria-label={t('Colour')} style={{ display: 'flex', flexWrap: 'wrap', gap: 4, marginBottom: 8 }}>
            {LABEL_COLORS.map((option) => (
              <button
                key={option}
                type="button"
                role="radio"
                aria-checked={option === color}
                aria-label={option}
                onClick={() => setColor(option)}
                style={{ width: 18, height: 18, borderRadius: 9, padding: 0, cursor: 'pointer', background: labelColor(option), border: `2px solid ${option === color ? token.colorText : 'transparent'}` }}
              />
            ))}
          </div>
          <Button size="small" type="primary" block icon={<PlusOutlined />} onClick={() => void add()}>
            {t('Create “{{name}}”', { name })}
          </Button>
        </>
      )}
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
