// Rows of the collections that pages edit through the host's standard actions (list, create, update, destroy).
import type { Id } from '../../common/api';
import type { Call, CallOptions } from './call';

export interface NoteRecord {
  id: Id;
  mailMessageId: Id;
  content: string;
  createdAt: string;
  createdBy?: { id: Id; nickname?: string };
}

export interface LabelRecord {
  id: Id;
  label: string;
  color: string;
  description?: string | null;
}

export interface SignatureRecord {
  id: Id;
  title: string;
  content: string;
  /** Inserted by itself into mail of its account, or of all when it has none. */
  isDefault: boolean;
  accountId: Id | null;
}

export interface TemplateRecord {
  id: Id;
  title: string;
  /** Pages may leave them out. */
  subject: string | null;
  content: string | null;
  isShared: boolean;
}

export interface RecordApi<T extends { id: Id }> {
  /** All own rows; `filter` and the rest are the host's list parameters. */
  list(params?: { filter?: object; sort?: string[]; appends?: string[] }, options?: CallOptions): Promise<T[]>;
  create(values: Omit<Partial<T>, 'id'>): Promise<T>;
  update(id: Id, values: Omit<Partial<T>, 'id'>): Promise<void>;
  destroy(id: Id): Promise<void>;
}

/** The standard actions of one collection. */
export function recordApi<T extends { id: Id }>(call: Call, resource: string): RecordApi<T> {
  return {
    list: ({ filter, ...params } = {}, options) =>
      call.get<T[]>(`${resource}:list`, { ...params, filter: filter && JSON.stringify(filter), paginate: false }, options),
    create: (values) => call.post<T>(`${resource}:create`, values),
    update: async (id, values) => {
      await call.post(`${resource}:update`, values, { params: { filterByTk: id } });
    },
    destroy: async (id) => {
      await call.post(`${resource}:destroy`, {}, { params: { filterByTk: id } });
    },
  };
}

/** Of records that others see, too: `changeable` answers the ids of those that this user may change. */
export function sharedRecordApi<T extends { id: Id }>(call: Call, resource: string): RecordApi<T> & { changeable(): Promise<Id[]> } {
  return { ...recordApi<T>(call, resource), changeable: () => call.get<Id[]>(`${resource}:changeable`) };
}
