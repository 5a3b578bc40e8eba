// What the mail actions of classic pages do. Schemas name these hooks.
import { useBlockRequestContext, useCollection, useCollectionRecordData } from '@nocobase/client';
import { useFieldSchema } from '@formily/react';
import type { FlowEngineContext } from '@nocobase/flow-engine';
import { useHostContext, useT } from '../../client-core/api';
import type { MessageRecord } from '../../client-core/blocks/collection';
import { openAccounts, openCompose } from '../../client-core/blocks/message-popup';
import { appendsOf, composeTo, isTrue } from '../../client-core/blocks/recipients';
import { actOnRows, syncOwnAccounts } from '../../client-core/blocks/verbs';
import { useAddressFields } from './contents';
import { ACTION_SETTINGS } from './schemas';

export interface SendSettings {
  emailFieldNames?: string[];
  defaultSelectAllRecords?: boolean | string;
}

interface ButtonProps {
  onClick(): Promise<void>;
}

const useContext = () => useHostContext() as unknown as FlowEngineContext;

function useRows() {
  const { field, service } = useBlockRequestContext();
  return {
    selected: () => (field?.data?.selectedRowData ?? []) as MessageRecord[],
    filter: () => service?.params?.[0]?.filter as object | undefined,
    async done() {
      field?.data?.clearSelectedRowKeys?.();
      if (field?.data) field.data.selectedRowData = [];
      await service?.refresh();
    },
  };
}

function useThreadVerb(verb: 'markRead' | 'markUnread'): ButtonProps {
  const context = useContext();
  const rows = useRows();
  return {
    async onClick() {
      if (await actOnRows(context, rows.selected(), verb)) await rows.done();
    },
  };
}

export const useMailMarkAsReadProps = () => useThreadVerb('markRead');
export const useMailMarkAsUnReadProps = () => useThreadVerb('markUnread');

/** Looks for new mail at the provider, and shows what is here already. */
export function useMailRefreshProps(): ButtonProps {
  const context = useContext();
  const { service } = useBlockRequestContext();
  return {
    async onClick() {
      await syncOwnAccounts(context);
      await service?.refresh();
    },
  };
}

export function useMailAccountSettingProps(): ButtonProps {
  const context = useContext();
  const { service } = useBlockRequestContext();
  const t = useT();
  return {
    async onClick() {
      openAccounts(context, { title: t('Linked accounts'), onChanged: () => void service?.refresh() });
    },
  };
}

/** To the selected rows; else, when set so, to every record of the current filter. */
export function useMailSendProps(): ButtonProps {
  const rows = useRows();
  return useSend((isToAll) => {
    const selected = rows.selected();
    if (selected.length) return { ids: selected.map(({ id }) => id) };
    return isToAll ? { filter: rows.filter() } : { ids: [] };
  });
}

export function useMailSendToRecordProps(): ButtonProps {
  const record = useCollectionRecordData() as { id?: number } | undefined;
  return useSend(() => ({ ids: record?.id === undefined ? [] : [record.id] }));
}

const MAX_RECORDS = 2000;

function useSend(whom: (isToAll: boolean) => { ids: unknown[] } | { filter: object | undefined }): ButtonProps {
  const context = useContext();
  const t = useT();
  const collection = useCollection();
  const stored = useFieldSchema()[ACTION_SETTINGS] as SendSettings | undefined;
  const addressFields = useAddressFields();
  return {
    async onClick() {
      const fields = stored?.emailFieldNames ?? addressFields(collection?.name);
      const asked = whom(isTrue(stored?.defaultSelectAllRecords));
      const isNobody = !fields.length || ('ids' in asked && !asked.ids.length);
      const filter = 'ids' in asked ? { id: { $in: asked.ids } } : asked.filter;
      const records = isNobody ? [] : await load(context, collection?.name ?? '', { filter, appends: appendsOf(fields), pageSize: MAX_RECORDS });
      openCompose(context, composeTo(records, fields), { title: t('Compose email') });
    },
  };
}

async function load(context: FlowEngineContext, collection: string, params: object): Promise<object[]> {
  const { data } = await context.api.resource(collection).list(params);
  return data?.data ?? [];
}
