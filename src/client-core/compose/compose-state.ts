// What the form holds, and how it comes from and goes to the API. Pure.
import type { ComposeAttachment, ComposeFileView, ComposeInput, ComposeView, EmailAddress, Id, TakenBackView } from '../../common/api';
import { MailApiError } from '../api/error';
import { isValidEmail } from './addresses';

/** A file of the message: being uploaded, uploaded, or a part of a stored message. */
export interface ComposeFile {
  /** Local, for lists. */
  key: string;
  filename: string;
  contentType: string;
  sizeBytes: number;
  /** Set for images in the text. */
  cid?: string;
  uploadId?: Id;
  source?: { messageId: Id; blobId: string };
  /** 0…1 while it travels. */
  progress?: number;
  error?: unknown;
}

export interface ComposeState {
  accountId?: Id;
  from: string;
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  subject: string;
  /** What the user writes; images name their file by `data-mail-cid`. */
  body: string;
  /** The quoted message behind it, kept as it is: the editor would flatten its tables. */
  quote: string;
  files: ComposeFile[];
  inReplyToId?: Id;
  mode: ComposeView['mode'];
  draftId?: Id;
  /** Each recipient gets a message of their own. */
  separately: boolean;
}

/** What a form starts with. */
export type ComposeInitial = Partial<TakenBackView> & {
  /** A whole form that was closed by sending or moved to another window. */
  restored?: ComposeState;
  /** Its draft has all of `restored`. */
  isKept?: boolean;
};

export type RecipientField = 'to' | 'cc' | 'bcc';
export const RECIPIENT_FIELDS: readonly RecipientField[] = ['to', 'cc', 'bcc'];

/** @param split divides HTML into what is edited and the quoted rest. */
export function stateFromView(view: Partial<ComposeView>, split: (html: string) => { body: string; quote: string }): ComposeState {
  const { body, quote } = split(view.html ?? '');
  return {
    accountId: view.accountId,
    from: view.from ?? '',
    to: view.to ?? [],
    cc: view.cc ?? [],
    bcc: view.bcc ?? [],
    subject: view.subject ?? '',
    body,
    quote,
    files: (view.attachments ?? []).map(fileFromView),
    inReplyToId: view.inReplyToId,
    mode: view.mode ?? 'new',
    draftId: view.draftId,
    separately: view.separately ?? false,
  };
}

function fileFromView(file: ComposeFileView): ComposeFile {
  const { filename, contentType, sizeBytes, cid, disposition, isGone } = file;
  return {
    ...('uploadId' in file
      ? { key: `upload:${file.uploadId}`, uploadId: file.uploadId }
      : { key: `${file.messageId}:${file.blobId}`, source: { messageId: file.messageId, blobId: file.blobId } }),
    filename,
    contentType,
    sizeBytes,
    ...(cid && disposition === 'inline' && { cid }),
    ...(isGone && { error: new MailApiError('not-found', { field: 'attachments' }) }),
  };
}

/** @param toOutgoing makes the HTML that is sent out of body and quote. */
export function toInput(state: ComposeState, toOutgoing: (body: string, quote: string) => string): ComposeInput {
  const html = toOutgoing(state.body, state.quote);
  return {
    accountId: state.accountId ?? '',
    ...(state.from && { from: state.from }),
    to: state.to,
    cc: state.cc,
    bcc: state.bcc,
    subject: state.subject,
    html,
    attachments: state.files.flatMap((file) => attachmentOf(file, html)),
    ...(state.inReplyToId !== undefined && { inReplyToId: state.inReplyToId }),
    mode: state.mode,
    ...(state.draftId !== undefined && { draftId: state.draftId }),
    ...(isSentSeparately(state) && { separately: true }),
  };
}

/** Only a new message to several people can be sent so: everybody in Cc would get it once for each of them. */
export function canSendSeparately({ mode, to, cc, bcc }: Pick<ComposeState, 'mode' | RecipientField>): boolean {
  return mode === 'new' && to.length > 1 && cc.length + bcc.length === 0;
}

export function isSentSeparately(state: ComposeState): boolean {
  return state.separately && canSendSeparately(state);
}

/** An image that was deleted from the text is not sent as a file either. */
function attachmentOf({ uploadId, source, cid }: ComposeFile, html: string): ComposeAttachment[] {
  if (cid !== undefined && !html.includes(cid)) return [];
  const place = cid === undefined ? { disposition: 'attachment' as const } : { cid, disposition: 'inline' as const };
  if (uploadId !== undefined) return [{ uploadId, ...place }];
  return source ? [{ ...source, ...place }] : [];
}

/** A draft may be saved while an address is still being typed; the form keeps what is left out here. */
export function withDeliverable(input: ComposeInput): ComposeInput {
  const valid = (list: ComposeInput['to']) => (Array.isArray(list) ? list.filter(({ email }) => isValidEmail(email)) : list);
  return { ...input, to: valid(input.to), cc: valid(input.cc), bcc: valid(input.bcc) };
}

export function totalBytes(files: readonly ComposeFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

export function isUploading(files: readonly ComposeFile[]): boolean {
  return files.some(({ progress }) => progress !== undefined);
}

/** Nothing worth keeping was written; a signature is none of the writer's words. */
export function isBlank(state: ComposeState): boolean {
  const own = state.body.replace(/<div class="gmail_signature">[\s\S]*$/i, '');
  return !hasContent(own) && !state.subject.trim() && state.to.length + state.cc.length + state.bcc.length + state.files.length === 0;
}

/** Something to read or to see. */
export function hasContent(html: string): boolean {
  return /[^\s\u00a0]|<img/i.test(html.replace(/<(?!img)[^>]*>/gi, '').replace(/&nbsp;/g, ''));
}
