// The editor of mail as a field of a form, without files: nothing would keep them.
import { Form, Skeleton, theme } from 'antd';
import { Suspense, useState } from 'react';
import { MailEditor } from '../compose/lazy-editor';


interface HtmlFieldProps {
  label: string;
  /** Given by the form's item. */
  value?: string;
  onChange?: (html: string) => void;
}

export function HtmlField({ label, value = '', onChange }: HtmlFieldProps) {
  const { token } = theme.useToken();
  const form = Form.useFormInstance();
  const [initial] = useState(value);
  return (
    <div style={{ border: `${token.lineWidth}px solid ${token.colorBorder}`, borderRadius: token.borderRadius, overflow: 'hidden' }}>
      <Suspense fallback={<Skeleton active style={{ padding: token.padding }} />}>
        <MailEditor initialHtml={initial} files={NO_FILES} autoFocus={false} label={label} onChange={(html) => onChange?.(html)} onSend={() => form.submit()} />
      </Suspense>
    </div>
  );
}

const NO_FILES: never[] = [];
