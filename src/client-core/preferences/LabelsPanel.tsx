// Labels, which everybody uses; whoever made one renames and deletes it.
import { Form } from 'antd';
import { useMailApi, useT, type LabelRecord } from '../api';
import { useChangeable, useLabels } from '../center/use-mail-data';
import { ColorChoices } from '../message/ColorChoices';
import { DEFAULT_COLOR, MAX_LABEL_CHARS } from '../message/label-color';
import { LabelTag } from '../message/LabelTag';
import { NameField } from './fields';
import { RecordPanel } from './RecordPanel';
import type { Unsaved } from './use-unsaved';

type Fields = Pick<LabelRecord, 'label' | 'color'>;

export function LabelsPanel({ unsaved, onChanged }: { unsaved: Unsaved; onChanged: () => void }) {
  const t = useT();
  return (
    <RecordPanel<LabelRecord, Fields>
      records={useLabels()}
      changeable={useChangeable('labels')}
      api={useMailApi().labels}
      unsaved={unsaved}
      texts={{
        list: t('Labels'),
        add: t('New label'),
        empty: t('No label yet. Labels sort conversations here; your mail provider does not see them.'),
        deletion: t('It is taken off all mail, also for everybody else.'),
      }}
      nameOf={({ label }) => label}
      show={(label) => (
        <div style={{ flex: 1, minWidth: 0 }}>
          <LabelTag label={label} />
        </div>
      )}
      initial={({ label, color } = { label: '', color: DEFAULT_COLOR } as LabelRecord) => ({ label, color })}
      fields={
        <>
          <NameField name="label" label={t('Name')} hint={t('Everybody sees it.')} maxLength={MAX_LABEL_CHARS} />
          <Form.Item name="color" label={t('Colour')}>
            <ColorChoices />
          </Form.Item>
        </>
      }
      toValues={({ label, color }) => ({ label: label.trim(), color })}
      onChanged={onChanged}
    />
  );
}
