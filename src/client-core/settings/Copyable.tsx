// A text to be copied exactly, with its button.
import { Typography } from 'antd';
import { useT } from '../api';

export function Copyable({ text }: { text: string }) {
  const t = useT();
  return (
    <Typography.Text code copyable={{ text, tooltips: [t('Copy'), t('Copied')] }} style={{ wordBreak: 'break-all' }}>
      {text}
    </Typography.Text>
  );
}
