// The content of a compose drawer.
import type { ComposeView } from '../../common/api';
import { ComposeForm } from '../compose/ComposeForm';

interface Props {
  initial: Partial<ComposeView>;
  onClose(): void;
  onChanged?(): void;
}

export default function ComposePopup({ initial, onClose, onChanged }: Props) {
  return (
    <ComposeForm
      initial={initial}
      onClose={onClose}
      onSent={() => {
        onChanged?.();
        onClose();
      }}
    />
  );
}
