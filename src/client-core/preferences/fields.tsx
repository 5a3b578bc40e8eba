// Fields that the forms of several records have.
import { Form, Input, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../api';
import { hasContent } from '../compose/compose-state';
import { htmlToText } from '../compose/editor-text';
import { HtmlField } from './HtmlField';

/** What a column of one line holds. */
const MAX_LINE_CHARS = 255;

export function NameField({ name, label, hint, maxLength = MAX_LINE_CHARS }: { name: string; label: string; hint?: string; maxLength?: number }) {
  const t = useT();
  return (
    <Form.Item name={name} label={label} extra={hint} rules={[{ required: true, whitespace: true, message: t('Enter a name') }]}>
      <Input autoFocus maxLength={maxLength} />
    </Form.Item>
  );
}

export function ContentField({ label }: { label: string }) {
  const t = useT();
  return (
    <Form.Item name="content" label={label} rules={[{ validator: async (_rule, html: string) => (hasContent(html) ? undefined : Promise.reject(new Error(t('Write something')))) }]}>
      <HtmlField label={label} />
    </Form.Item>
  );
}

/** A record in its list: what it is called, what it says, and what holds for it. */
export function RecordSummary({ name, html, tags }: { name: string; html?: string; tags?: ReactNode }) {
  return (
    <div style={{ flex: 1, minWidth: 0 }}>
      <Typography.Text strong>{name}</Typography.Text> {tags}
      {html && (
        <Typography.Text type="secondary" ellipsis style={{ display: 'block' }}>
          {htmlToText(html).replace(/\s+/g, ' ').trim()}
        </Typography.Text>
      )}
    </div>
  );
}
