// The labels there are, ticked as conversations have them; or make a new one with a colour.
import type { InputRef } from 'antd';
import { useState, type Ref } from 'react';
import type { LabelView } from '../../common/api';
import { useMailApi, useT, type LabelRecord } from '../api';
import { useNotices } from '../center/notices';
import { useLabels } from '../center/use-mail-data';
import { Choices } from './Choices';
import { ColorChoices } from './ColorChoices';
import { DEFAULT_COLOR, MAX_LABEL_CHARS, useLabelColor } from './label-color';
import { hasLabel, tickOf } from './ticks';

interface LabelChoicesProps {
  /** Of each conversation. */
  sets: ReadonlyArray<readonly LabelView[]>;
  /** What only some have is put on the others, too. */
  onToggle: (label: LabelView, isOn: boolean) => void;
  onClose: () => void;
  inputRef: Ref<InputRef>;
}

export function LabelChoices({ sets, onToggle, onClose, inputRef }: LabelChoicesProps) {
  const t = useT();
  const labelColor = useLabelColor();
  const labels = useLabels();
  const create = useCreateLabel(labels.reload);
  const [color, setColor] = useState<string>(DEFAULT_COLOR);
  const known = labels.data ?? [];
  const tick = (label: LabelRecord) => tickOf(sets, (own) => hasLabel(own, label.id));
  const toggle = (label: LabelRecord) => onToggle({ id: label.id, label: label.label, color: label.color }, tick(label) !== 'all');
  return (
    <Choices
      label={t('Labels')}
      placeholder={t('Find or create a label')}
      maxLength={MAX_LABEL_CHARS}
      choices={known.map((label) => ({ key: String(label.id), name: label.label, color: labelColor(label.color), tick: tick(label) }))}
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
