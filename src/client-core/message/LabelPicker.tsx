// Local labels of one or several conversations.
import { TagOutlined } from '@ant-design/icons';
import type { LabelView } from '../../common/api';
import { useT } from '../api';
import { LabelChoices } from './LabelChoices';
import { PickerButton } from './PickerButton';

interface LabelPickerProps {
  /** Of each conversation. */
  sets: ReadonlyArray<readonly LabelView[]>;
  onToggle: (label: LabelView, isOn: boolean) => void;
}

export function LabelPicker({ sets, onToggle }: LabelPickerProps) {
  const t = useT();
  return (
    <PickerButton icon={<TagOutlined />} label={t('Labels')}>
      {(inputRef, close) => <LabelChoices sets={sets} onToggle={onToggle} onClose={close} inputRef={inputRef} />}
    </PickerButton>
  );
}
