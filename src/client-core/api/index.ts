// What components import: `import { useMailApi, useT } from '../api'`.
export type { CallOptions } from './call';
export { MailApiError, isAborted } from './error';
export type { MailEvent, MailEventHandler } from './events';
export { useErrorText, useHostContext, useMailApi, useMailEvents, useT, useUnread, type Translate } from './hooks';
export type { CallbackRequest, MailApi, MessageVerb } from './mail-api';
export type { LabelRecord, NoteRecord, RecordApi, SignatureRecord, TemplateRecord } from './records';
