// Columns of the email table on classic pages.
import { useCollectionRecordData, useTableBlockContext } from '@nocobase/client';
import { Typography } from 'antd';
import type { MouseEvent } from 'react';
import { useHostContext } from '../../client-core/api';
import { FromCell, LabelsCell, SubjectCell, ToCell } from '../../client-core/blocks/cells';
import type { MessageRecord } from '../../client-core/blocks/collection';
import { openMessage } from '../../client-core/blocks/message-popup';

const useRecord = () => useCollectionRecordData() as MessageRecord | undefined;

export function MailFromCell() {
  const record = useRecord();
  return <FromCell record={record} value={record?.from} />;
}

export function MailToCell() {
  const record = useRecord();
  return <ToCell record={record} value={record?.to} />;
}

/** The subject opens the mail. */
export function MailSubjectCell() {
  const record = useRecord();
  const context = useHostContext();
  const { service } = useTableBlockContext();
  if (!record) return null;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    openMessage(context as never, record.id, { onChanged: () => void service?.refresh() });
  };
  return (
    <Typography.Link href="#" onClick={open}>
      <SubjectCell record={record} value={record.subject} />
    </Typography.Link>
  );
}

export function MailLabelsCell() {
  return <LabelsCell labels={useRecord()?.labels} />;
}
