// Arrows for answering, which the icon set lacks.
import Icon from '@ant-design/icons';
import type { ComponentProps } from 'react';

type IconProps = Omit<ComponentProps<typeof Icon>, 'component' | 'ref'>;

const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

const Reply = () => (
  <svg width="1em" height="1em" viewBox="0 0 16 16" {...stroke}>
    <path d="M6 3 2 7l4 4M2 7h7a5 5 0 0 1 5 5v1" />
  </svg>
);
const ReplyAll = () => (
  <svg width="1em" height="1em" viewBox="0 0 16 16" {...stroke}>
    <path d="M5 3 1 7l4 4M9 3 5 7l4 4M5 7h5a5 5 0 0 1 5 5v1" />
  </svg>
);
const Forward = () => (
  <svg width="1em" height="1em" viewBox="0 0 16 16" {...stroke}>
    <path d="m10 3 4 4-4 4M14 7H7a5 5 0 0 0-5 5v1" />
  </svg>
);

export const ReplyIcon = (props: IconProps) => <Icon component={Reply} {...props} />;
export const ReplyAllIcon = (props: IconProps) => <Icon component={ReplyAll} {...props} />;
export const ForwardIcon = (props: IconProps) => <Icon component={Forward} {...props} />;
