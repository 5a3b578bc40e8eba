// What the blocks "Email details" and "Email send" of classic pages show.
import { useCollection, useCollectionRecordData } from '@nocobase/client';
import { Empty, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useHostContext, useT } from '../../client-core/api';
import { addressFields, type AddressField } from '../../client-core/blocks/address-fields';
import type { MessageRecord } from '../../client-core/blocks/collection';
import { recipientsOf } from '../../client-core/blocks/recipients';
import { ErrorBoundary } from '../../client-core/errors/ErrorBoundary';

const MessageDetails = lazy(() => import('../../client-core/blocks/MessageDetails'));
const ComposePopup = lazy(() => import('../../client-core/blocks/ComposePopup'));

/** The mail that the pop-up was opened on, with its conversation. */
export function MailDetailsContent() {
  const t = useT();
  const record = useCollectionRecordData() as MessageRecord | undefined;
  if (!record?.id || !record.conversationId) return <Empty description={t('No email')} />;
  return (
    <ErrorBoundary>
      <Suspense fallback={<Skeleton active avatar paragraph={{ rows: 6 }} />}>
        <MessageDetails accountId={record.accountId} threadId={record.conversationId} messageId={record.id} view="conversation" showsSide />
      </Suspense>
    </ErrorBoundary>
  );
}

/** A letter to the record that the pop-up was opened on, where there is one; empty again after it was sent. */
export function MailSendContent() {
  const [letter, setLetter] = useState(0);
  const collection = useCollection();
  const record = useCollectionRecordData();
  const fieldsOf = useAddressFields();
  const to = record ? recipientsOf([record], fieldsOf(collection?.name).filter((path) => !path.includes('.'))).map((email) => ({ email })) : [];
  const another = () => setLetter((count) => count + 1);
  return (
    <ErrorBoundary>
      <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} />}>
        <ComposePopup key={letter} initial={{ mode: 'new', to }} onClose={another} />
      </Suspense>
    </ErrorBoundary>
  );
}

/** Fields of a collection that are addresses by their kind. */
export function useAddressFields(): (collection: string | undefined) => string[] {
  const fields = useCollectionFields();
  return (collection) => fields(collection).filter((field) => field.interface === 'email').map((field) => field.name);
}

/** Fields that may be chosen as recipients, also of related collections. */
export function useRecipientOptions(): (collection: string | undefined) => Array<{ value: string; label: string }> {
  const fields = useCollectionFields();
  return (collection) => addressFields(fields(collection));
}

function useCollectionFields() {
  const { dataSourceManager } = useHostContext() as unknown as { dataSourceManager: { getCollection(source: string, name: string): { getFields(): AddressField[] } | undefined } };
  return (collection: string | undefined) => (collection ? (dataSourceManager.getCollection('main', collection)?.getFields() ?? []) : []);
}
