// A local label as a small chip.
import { Tag } from 'antd';
import type { LabelView } from '../../common/api';

export function LabelTag({ label, onClose }: { label: LabelView; onClose?: () => void }) {
  return (
    <Tag
      color={label.color === 'default' ? undefined : label.color}
      closable={Boolean(onClose)}
      onClose={(event) => (event.preventDefault(), onClose?.())}
      style={{ marginInlineEnd: 0, maxWidth: 140, overflow: 'hidden', textOverflow: 'ellipsis', flex: 'none' }}
      title={label.label}
    >
      {label.label}
    </Tag>
  );
}
