// A category of the provider as a small chip; local labels have colours, these do not.
import { Tag } from 'antd';

export function CategoryTag({ name }: { name: string }) {
  return (
    <Tag style={{ marginInlineEnd: 0, maxWidth: 140, overflow: 'hidden', textOverflow: 'ellipsis', flex: 'none' }} title={name}>
      {name}
    </Tag>
  );
}
