// What the fields of the send form hold, and what is sent of them. Pure.
import type { EmailAddress, Id } from '../../common/api';
import { addAddresses, parseAddressList } from '../compose/addresses';
import type { ComposeFile, ComposeState } from '../compose/compose-state';

/** Value of the field "From". */
export interface Sender {
  accountId: Id;
  email: string;
}

/** Addresses of whatever a default value, a linkage rule or a person put there: text, list, record parts, null. */
export function toAddresses(value: unknown): EmailAddress[] {
  if (typeof value === 'string') return addAddresses([], parseAddressList(value));
  if (Array.isArray(value)) return value.reduce<EmailAddress[]>((all, item) => addAddresses(all, toAddresses(item)), []);
  if (isAddress(value)) return [value.name ? { name: value.name, email: value.email } : { email: value.email }];
  return [];
}

/** A sender that is set by text (`me@example.test`) is looked up among the user's own. */
export function toSender(value: unknown, senders: ReadonlyArray<Sender & { isPrimary?: boolean }>): Sender | undefined {
  const wanted = isAddress(value) ? value.email : typeof value === 'string' ? toAddresses(value)[0]?.email : undefined;
  const found = wanted && senders.find(({ email }) => email.toLowerCase() === wanted.toLowerCase());
  const sender = found || senders.find(({ isPrimary }) => isPrimary) || senders[0];
  return sender && { accountId: sender.accountId, email: sender.email };
}

export const toFiles = (value: unknown): ComposeFile[] => (Array.isArray(value) ? value.filter((file): file is ComposeFile => typeof file?.filename === 'string' && 'key' in file) : []);

interface BesideTheFields {
  /** They came in by the text. */
  bodyFiles?: readonly ComposeFile[];
  separately?: boolean;
}

/** The form's values as the compose form would hold them. */
export function toComposeState(values: Record<string, unknown>, sender: Sender | undefined, { bodyFiles = [], separately = false }: BesideTheFields = {}): ComposeState {
  return {
    accountId: sender?.accountId,
    from: sender?.email ?? '',
    to: toAddresses(values.to),
    cc: toAddresses(values.cc),
    bcc: toAddresses(values.bcc),
    subject: text(values.subject),
    body: text(values.bodyHtml) || paragraphs(text(values.bodyText)),
    quote: '',
    files: [...toFiles(values.attachments), ...bodyFiles],
    mode: 'new',
    separately,
  };
}

/** Field of this form for a field of the request; '' is the form as a whole. */
export function formFieldOf(requestField: string | undefined): string {
  const field = requestField?.split(/[.[]/)[0] ?? '';
  if (field === 'accountId') return 'from';
  if (field === 'html' || field === 'text') return 'bodyHtml';
  return ['from', 'to', 'cc', 'bcc', 'subject', 'attachments'].includes(field) ? field : '';
}

function paragraphs(plain: string): string {
  const escape = (line: string) => line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return plain && plain.split('\n').map((line) => `<p>${escape(line)}</p>`).join('');
}

const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

function isAddress(value: unknown): value is EmailAddress {
  return typeof value === 'object' && value !== null && typeof (value as EmailAddress).email === 'string';
}
