// One typed function per HTTP action of the plugin. No state, no React.
import type {
  AccountView,
  AuthorizeRequest,
  CallbackResult,
  CategorizeRequest,
  ComposeInput,
  ComposeView,
  ConversationPage,
  ConversationQuery,
  DraftSaved,
  EmailAddress,
  Id,
  IdentityView,
  LabelRequest,
  LinkableProvider,
  MailboxView,
  MassMessageRecord,
  MessageActionRequest,
  MessageActionResult,
  RestoreRequest,
  SettingsTestResult,
  SettingsUpdate,
  SettingsView,
  SubmissionView,
  TakenBackView,
  ThreadView,
  UnreadView,
  UnsubscribeRequest,
  UploadView,
} from '../../common/api';
import { createCall, type Call, type CallOptions, type HostApiClient } from './call';
import { adminAccountsApi, healthApi } from './health-api';
import { recordApi, sharedRecordApi, type LabelRecord, type NoteRecord, type SignatureRecord, type TemplateRecord } from './records';

/** Query of the provider's redirect. */
export interface CallbackRequest {
  state: string;
  code?: string;
  error?: string;
  error_description?: string;
}

export type MessageVerb =
  | 'markRead'
  | 'markUnread'
  | 'star'
  | 'unstar'
  | 'archive'
  | 'trash'
  | 'junk'
  | 'move'
  | 'delete';

export type MailApi = ReturnType<typeof createMailApi>;

/** Every call rejects with MailApiError, or with the abort of its signal (`isAborted`). */
export function createMailApi(client: HostApiClient) {
  const call = createCall(client);
  return {
    settings: settingsApi(call),
    accounts: { ...accountsApi(call), ...healthApi(call) },
    adminAccounts: adminAccountsApi(call),
    mailboxes: {
      list: (accountId?: Id, { withExcluded }: { withExcluded?: boolean } = {}) => call.get<MailboxView[]>('mailMailboxes:list', { accountId, withExcluded }),
    },
    messages: messagesApi(call),
    drafts: {
      save: (input: ComposeInput, options?: CallOptions) => call.post<DraftSaved>('mailDrafts:save', input, options),
      discard: (draftId: Id) => call.post<void>('mailDrafts:discard', { draftId }),
    },
    submissions: {
      send: (input: ComposeInput) => call.post<SubmissionView>('mailSubmissions:send', input),
      /** Undoes a send that has not begun. Rejects with `conflict` when it is too late. */
      cancel: (id: Id) => call.post<SubmissionView>('mailSubmissions:cancel', { id }),
      retry: (id: Id) => call.post<SubmissionView>('mailSubmissions:retry', { id }),
      /** Takes back what has not gone out, to write on. Rejects with `conflict` when it is too late. */
      edit: (id: Id) => call.post<TakenBackView>('mailSubmissions:edit', { id }),
      /** Throws away what has not gone out. */
      discard: (id: Id) => call.post<void>('mailSubmissions:discard', { id }),
      /** What of a bulk message waits is not sent; what has failed is tried again. */
      cancelMass: (id: Id) => call.post<{ changed: number }>('mailSubmissions:cancelMass', { id }),
      retryMass: (id: Id) => call.post<{ changed: number }>('mailSubmissions:retryMass', { id }),
      list: (params?: { accountId?: Id }, options?: CallOptions) =>
        call.get<SubmissionView[]>('mailSubmissions:list', params, options),
    },
    identities: {
      list: (accountId?: Id, options?: CallOptions) => call.get<IdentityView[]>('mailIdentities:list', { accountId }, options),
    },
    uploads: {
      create: (file: Blob, filename: string, options?: CallOptions) =>
        call.upload<UploadView>('mailUploads:create', file, filename, options),
      destroy: (id: Id) => call.post<void>('mailUploads:destroy', { id }, { params: { filterByTk: id } }),
    },
    labels: sharedRecordApi<LabelRecord>(call, 'mailMessageLabels'),
    notes: recordApi<NoteRecord>(call, 'mailMessageNotes'),
    massMessages: recordApi<MassMessageRecord>(call, 'mailMassMessages'),
    signatures: recordApi<SignatureRecord>(call, 'mailSignatures'),
    templates: sharedRecordApi<TemplateRecord>(call, 'mailTemplates'),
  };
}

function settingsApi(call: Call) {
  return {
    get: (options?: CallOptions) => call.get<SettingsView>('mailSettings:get', {}, options),
    // The host refuses every action named update or destroy without a key, also where there is only one thing to update.
    update: (update: SettingsUpdate) =>
      call.post<SettingsView>('mailSettings:update', update, { params: { filterByTk: 'settings' } }),
    test: (provider: string) => call.post<SettingsTestResult>('mailSettings:test', { provider }),
  };
}

function accountsApi(call: Call) {
  return {
    providers: (options?: CallOptions) => call.get<LinkableProvider[]>('mailAccounts:providers', {}, options),
    mine: (options?: CallOptions) => call.get<AccountView[]>('mailAccounts:mine', {}, options),
    authorize: (request: AuthorizeRequest) => call.post<{ url: string }>('mailAccounts:authorize', request),
    callback: (request: CallbackRequest) => call.post<CallbackResult>('mailAccounts:callback', request),
    /** Begins the first sync; null means all mail. */
    start: (id: Id, syncFrom: string | null) => call.post<AccountView>('mailAccounts:start', { id, syncFrom }),
    sync: (id: Id) => call.post<AccountView>('mailAccounts:sync', { id }),
    pause: (id: Id) => call.post<AccountView>('mailAccounts:pause', { id }),
    resume: (id: Id) => call.post<AccountView>('mailAccounts:resume', { id }),
    unlink: (id: Id) => call.post<void>('mailAccounts:unlink', { id }),
    update: (id: Id, values: { name: string }) =>
      call.post<AccountView>('mailAccounts:update', { id, ...values }, { params: { filterByTk: id } }),
  };
}

function messagesApi(call: Call) {
  return {
    conversations: (query: ConversationQuery, options?: CallOptions) =>
      call.get<ConversationPage>('mailMessages:conversations', query, options),
    thread: (accountId: Id, threadId: string, options?: CallOptions) =>
      call.get<ThreadView>('mailMessages:thread', { accountId, threadId }, options),
    unread: (options?: CallOptions) => call.get<UnreadView>('mailMessages:unread', {}, options),
    /** First content of an answer's form; `new` opens a stored draft. */
    reply: (id: Id, mode: ComposeView['mode'], options?: CallOptions) =>
      call.get<ComposeView>('mailMessages:reply', { id, mode }, options),
    /** People of earlier mail whose name or address begins so. */
    recipients: (q: string, options?: CallOptions) => call.get<EmailAddress[]>('mailMessages:recipients', { q }, options),
    /** One verb on messages or whole conversations; look at each result, a part may have failed. */
    act: (verb: MessageVerb, request: MessageActionRequest) =>
      call.post<MessageActionResult>(`mailMessages:${verb}`, request),
    restore: (request: RestoreRequest) => call.post<MessageActionResult>('mailMessages:restore', request),
    todo: (request: Pick<MessageActionRequest, 'ids' | 'threads'> & { isTodo: boolean }) =>
      call.post<MessageActionResult>('mailMessages:todo', request),
    /** Puts labels on and takes others off; the rest stay. */
    label: (request: LabelRequest) => call.post<MessageActionResult>('mailMessages:label', request),
    /** Adds and takes off names; the others stay. */
    categorize: (request: CategorizeRequest) => call.post<MessageActionResult>('mailMessages:categorize', request),
    /** Names that are known from the account's messages. */
    categories: (accountId: Id, options?: CallOptions) => call.get<string[]>('mailMessages:categories', { accountId }, options),
    /** Leaves the mailing list that sent it. Rejects with `unavailable` or `forbidden` when the list's server does not take it. */
    unsubscribe: (request: UnsubscribeRequest) => call.post<{ id: Id }>('mailMessages:unsubscribe', request),
    attachment: (id: Id, blobId: string, options?: CallOptions) =>
      call.blob('mailMessages:attachment', { id, blobId }, options),
    /** The message as it travelled (message/rfc822). */
    raw: (id: Id, options?: CallOptions) => call.blob('mailMessages:raw', { id }, options),
    /** A remote image of this message, fetched by the server so that the sender does not see the reader. */
    image: (id: Id, url: string, options?: CallOptions) => call.blob('mailMessages:image', { id, url }, options),
  };
}
