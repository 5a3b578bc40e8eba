// The member's signatures, and into the mail of which account each is inserted by itself.
import { Form, Select, Tag } from 'antd';
import type { AccountView } from '../../common/api';
import { useMailApi, useT, type SignatureRecord } from '../api';
import { useAccounts, useSignatures } from '../center/use-mail-data';
import { ContentField, NameField, RecordSummary } from './fields';
import { RecordPanel } from './RecordPanel';
import { fromPlace, rivalsOf, placeOf } from './signature-place';
import type { Unsaved } from './use-unsaved';

interface Fields {
  title: string;
  content: string;
  place: string;
}

export function SignaturesPanel({ unsaved }: { unsaved: Unsaved }) {
  const t = useT();
  const api = useMailApi().signatures;
  const records = useSignatures();
  const accounts = useAccounts().data ?? [];
  const options = useChoices(accounts);
  /** The first one is wanted in all mail, most likely. */
  const usual = records.data?.length === 0 ? 'all' : 'none';
  return (
    <RecordPanel<SignatureRecord, Fields>
      records={records}
      api={api}
      unsaved={unsaved}
      texts={{
        list: t('Signatures'),
        add: t('New signature'),
        empty: t('No signature yet. A signature stands below what you write.'),
        deletion: t('Mail that was sent or saved with it keeps it.'),
      }}
      nameOf={({ title }) => title}
      show={(signature) => {
        const place = options.find(({ value }) => value !== 'none' && value === placeOf(signature));
        return <RecordSummary name={signature.title} html={signature.content} tags={place && <Tag>{place.label}</Tag>} />;
      }}
      initial={(signature) => ({ title: '', content: '', ...signature, place: signature ? placeOf(signature) : usual })}
      fields={
        <>
          <NameField name="title" label={t('Name')} hint={t('Only you see it.')} />
          <ContentField label={t('Signature')} />
          <Form.Item name="place" label={t('Insert by itself into mail from')}>
            <Select options={options} />
          </Form.Item>
        </>
      }
      toValues={({ title, content, place }) => ({ title: title.trim(), content, ...fromPlace(place, accounts) })}
      onChanged={(saved) => saved && Promise.all(rivalsOf(saved, records.data ?? []).map(({ id }) => api.update(id, { isDefault: false })))}
    />
  );
}

function useChoices(accounts: readonly AccountView[]): Array<{ value: string; label: string }> {
  const t = useT();
  return [
    { value: 'none', label: t('no account') },
    { value: 'all', label: t('every account') },
    ...(accounts.length > 1 ? accounts.map(({ id, email }) => ({ value: String(id), label: email })) : []),
  ];
}
