// The member's templates, and those that others share.
import { Checkbox, Form, Input, Tag } from 'antd';
import { useMailApi, useT, type TemplateRecord } from '../api';
import { useChangeable, useTemplates } from '../center/use-mail-data';
import { ContentField, NameField, RecordSummary } from './fields';
import { RecordPanel } from './RecordPanel';
import type { Unsaved } from './use-unsaved';

interface Fields {
  title: string;
  subject: string;
  content: string;
  isShared: boolean;
}

const EMPTY: Fields = { title: '', subject: '', content: '', isShared: false };

export function TemplatesPanel({ unsaved }: { unsaved: Unsaved }) {
  const t = useT();
  return (
    <RecordPanel<TemplateRecord, Fields>
      records={useTemplates()}
      changeable={useChangeable('templates')}
      api={useMailApi().templates}
      unsaved={unsaved}
      texts={{
        list: t('Templates'),
        add: t('New template'),
        empty: t('No template yet. A template is text for mail that you write again and again.'),
        deletion: t('Mail that was written with it stays as it is.'),
      }}
      nameOf={({ title }) => title}
      show={({ title, content, isShared }) => <RecordSummary name={title} html={content ?? ''} tags={isShared && <Tag>{t('Shared')}</Tag>} />}
      initial={(template) => (template ? { ...template, subject: template.subject ?? '', content: template.content ?? '' } : EMPTY)}
      fields={
        <>
          <NameField name="title" label={t('Name')} />
          <Form.Item name="subject" label={t('Subject')} extra={t('Goes into mail that has none yet.')}>
            <Input maxLength={998} />
          </Form.Item>
          <ContentField label={t('Text of the template')} />
          <Form.Item name="isShared" valuePropName="checked">
            <Checkbox>{t('Everybody may use it')}</Checkbox>
          </Form.Item>
        </>
      }
      toValues={({ title, subject, content, isShared }) => ({ title: title.trim(), subject: subject.trim(), content, isShared })}
    />
  );
}
