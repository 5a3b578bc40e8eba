// The collection that every mail block is bound to, and what its columns look like when nothing else is configured.
export const MESSAGES = 'mailMessages';

export const MESSAGES_INIT = { dataSourceKey: 'main', collectionName: MESSAGES } as const;

/** A page of mail is small without these; they are sent when a column shows them. */
export const LARGE_FIELDS: readonly string[] = ['bodyHtml', 'bodyText', 'raw'];

interface DefaultColumn {
  fieldPath: string;
  use: string;
  width?: number;
}

/** The columns that exported pages store (host-contract.md), in their order. */
export const DEFAULT_COLUMNS: readonly DefaultColumn[] = [
  { fieldPath: 'from', use: 'CustomMailFromFieldModel' },
  { fieldPath: 'subject', use: 'CustomMailSubjectFieldModel', width: 300 },
  { fieldPath: 'to', use: 'CustomMailToFieldModel' },
  { fieldPath: 'date', use: 'DisplayDateTimeFieldModel' },
  { fieldPath: 'labels', use: 'CustomMailLabelsFieldModel' },
];

/** Model that renders a field when a stored column does not say. */
export function defaultFieldModel(fieldPath: string): string {
  return DEFAULT_COLUMNS.find((column) => column.fieldPath === fieldPath)?.use ?? 'DisplayTextFieldModel';
}

/** Options of one column, as pages store it. */
export function columnOptions({ fieldPath, use, width }: DefaultColumn) {
  return {
    use: 'CustomMailMessagesColumnModel',
    stepParams: {
      fieldSettings: { init: { ...MESSAGES_INIT, fieldPath } },
      mailMessagesColumnSettings: { model: { use }, ...(width ? { width: { width } } : {}) },
    },
    subModels: { field: { use } },
  };
}

/** A row of the table as the server sends it. */
export interface MessageRecord {
  id: number;
  accountId: number;
  conversationId: string;
  isRead: boolean;
  isDraft: boolean;
  isStarred: boolean;
  isTodo: boolean;
  hasAttachments: boolean;
  subject: string | null;
  from: string | null;
  to: string | null;
  fromUser?: Person[];
  toUsers?: Person[];
  labels?: Array<{ id: number; label: string; color?: string }>;
  /** Messages of the conversation that this user may see; set on rows of a conversation list. */
  conversationCount?: number;
  /** Unread messages of the conversation; set on rows of a conversation list. */
  conversationUnread?: number;
}

interface Person {
  name?: string;
  email: string;
}

/** A conversation is bold until every message of it has been read. */
export function isUnread(record: MessageRecord): boolean {
  return record.conversationUnread === undefined ? !record.isRead : record.conversationUnread > 0;
}
