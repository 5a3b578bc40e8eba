// Numbered steps to be taken elsewhere, with what has to be copied there.
import { Typography } from 'antd';
import { Copyable } from './Copyable';
import type { GuideStep } from './guides';

export function GuideSteps({ steps }: { steps: readonly GuideStep[] }) {
  return (
    <ol style={{ margin: 0, paddingInlineStart: 20 }}>
      {steps.map(({ title, lines, copy, link }) => (
        <li key={title} style={{ marginBottom: 16 }}>
          <Typography.Text strong>{title}</Typography.Text>
          {lines.map((line) => (
            <Typography.Paragraph key={line} style={{ margin: '4px 0 0' }}>
              {line}
            </Typography.Paragraph>
          ))}
          {copy && (
            <div style={{ marginTop: 4 }}>
              <Copyable text={copy} />
            </div>
          )}
          {link && (
            <Typography.Link href={link} target="_blank" rel="noopener noreferrer" style={{ wordBreak: 'break-all' }}>
              {link.replace(/^https:\/\//, '').replace(/#.*$/, '')}
            </Typography.Link>
          )}
        </li>
      ))}
    </ol>
  );
}
