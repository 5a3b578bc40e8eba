// The folder of a found conversation as a small chip; unlike labels and categories it has an icon and no border.
import { Tag } from 'antd';
import { FOLDER_ICON } from './places';

export function PlaceTag({ name }: { name: string }) {
  return (
    <Tag bordered={false} icon={FOLDER_ICON} style={{ marginInlineEnd: 0, maxWidth: 120, overflow: 'hidden', textOverflow: 'ellipsis', flex: 'none' }} title={name}>
      {name}
    </Tag>
  );
}
