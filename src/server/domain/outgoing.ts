// Checks what a client wants to send or keep as a draft, before anything is stored. Fields it does not know are not read.
import type { ComposeAttachment, ComposeInput, EmailAddress, Id } from '../../common/api';
import { MAX_RECIPIENTS } from '../../common/constants';
import { MailError } from '../../common/errors';
import { normalizeEmail, parseAddressList, uniqueAddresses } from './address';
import { htmlToText } from './html-text';
import { invalid, optional, optionalText, requireId, tooLarge } from './input';
import { checkAttachments } from './outgoing-attachments';
import { isDeliverableAddress, parseRecipients } from './recipient';
import { MAX_SUBJECT_CHARS } from './subject';
import { toBodyText, toSingleLine } from './text';

export const MAX_BODY_CHARS = 2_000_000;
const MAX_SCHEDULE_DAYS = 365;
const MODES = ['new', 'reply', 'reply-all', 'forward'] as const;
const IDEMPOTENCY_KEY = /^[\w.:-]{1,200}$/;

export interface ComposeLimits {
  now: Date;
  /** Who the user may write as; the first is the default. */
  identities: EmailAddress[];
  maxRecipients?: number;
  /** A draft may lack recipients and keeps those that are complete. */
  isDraft?: boolean;
}

export interface CheckedCompose {
  accountId: Id;
  from: EmailAddress;
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  subject: string;
  /** Not sanitised yet: `sanitizeOutgoingHtml` is the caller's next step. '' for plain text. */
  html: string;
  text: string;
  attachments: ComposeAttachment[];
  mode: (typeof MODES)[number];
  sendAt: Date;
  inReplyToId?: Id;
  draftId?: Id;
  idempotencyKey?: string;
}

/** Throws `MailError` with the `field` at fault: `invalid-recipient`, `invalid-input` or `too-large`. Time in the past means now. */
export function checkCompose(input: ComposeInput, limits: ComposeLimits): CheckedCompose {
  const body = checkBody(input);
  return {
    accountId: requireId(input.accountId, 'accountId'),
    from: checkIdentity(input.from, limits.identities),
    ...checkRecipients(input, limits),
    subject: checkSubject(input.subject),
    ...body,
    attachments: checkAttachments(input.attachments),
    mode: checkMode(input.mode),
    sendAt: checkSendAt(input.sendAt, limits.now),
    inReplyToId: optional(input.inReplyToId, (id) => requireId(id, 'inReplyToId')),
    draftId: optional(input.draftId, (id) => requireId(id, 'draftId')),
    idempotencyKey: optional(input.idempotencyKey, checkKey),
  };
}

function checkIdentity(from: unknown, identities: EmailAddress[]): EmailAddress {
  const wanted = from === undefined ? identities[0] : identities.find(({ email }) => typeof from === 'string' && normalizeEmail(email) === normalizeEmail(from));
  if (!wanted) {
    throw invalid('from');
  }
  return wanted;
}

/** An address counts once, in the first field that names it. */
function checkRecipients(input: ComposeInput, limits: ComposeLimits): Pick<CheckedCompose, 'to' | 'cc' | 'bcc'> {
  const read = limits.isDraft ? completeRecipients : parseRecipients;
  const seen = new Set<string>();
  const [to = [], cc = [], bcc = []] = (['to', 'cc', 'bcc'] as const).map((field) =>
    uniqueAddresses(read(input[field], field)).filter(({ email }) => !seen.has(normalizeEmail(email)) && seen.add(normalizeEmail(email))),
  );
  const max = limits.maxRecipients ?? MAX_RECIPIENTS;
  if (seen.size > max) {
    throw tooLarge(to.length > max ? 'to' : cc.length > max ? 'cc' : to.length + cc.length > max ? 'cc' : 'bcc', max);
  }
  if (seen.size === 0 && !limits.isDraft) {
    throw new MailError('invalid-recipient', { field: 'to', values: { address: '' } });
  }
  return { to, cc, bcc };
}

/** What is complete of a half-typed list. */
function completeRecipients(input: string | EmailAddress[] | undefined, field: string): EmailAddress[] {
  try {
    return parseRecipients(input, field);
  } catch (error) {
    if (!(error instanceof MailError && error.code === 'invalid-recipient')) {
      throw error;
    }
    const pieces: unknown[] = Array.isArray(input) ? input : parseAddressList(typeof input === 'string' ? input : '');
    return pieces.flatMap((piece) => (isAddress(piece) && isDeliverableAddress(piece.email) ? parseRecipients([piece], field) : []));
  }
}

function isAddress(value: unknown): value is EmailAddress {
  return typeof value === 'object' && value !== null && 'email' in value && typeof value.email === 'string';
}

function checkSubject(subject: unknown): string {
  const line = toSingleLine(optionalText(subject, 'subject'));
  if (line.length > MAX_SUBJECT_CHARS) {
    throw tooLarge('subject', MAX_SUBJECT_CHARS);
  }
  return line;
}

/** Both forms (RFC 2046 §5.1.4): a client that sends HTML alone gets its text made. */
function checkBody(input: ComposeInput): Pick<CheckedCompose, 'html' | 'text'> {
  const [html, text] = [optionalText(input.html, 'html'), optionalText(input.text, 'text')].map(toBodyText) as [string, string];
  if (html.length > MAX_BODY_CHARS || text.length > MAX_BODY_CHARS) {
    throw tooLarge(html.length > MAX_BODY_CHARS ? 'html' : 'text', MAX_BODY_CHARS);
  }
  return { html, text: text || htmlToText(html) };
}

function checkMode(mode: unknown): CheckedCompose['mode'] {
  const known = MODES.find((name) => name === (mode ?? 'new'));
  if (!known) {
    throw invalid('mode');
  }
  return known;
}

function checkSendAt(sendAt: unknown, now: Date): Date {
  if (sendAt === undefined || sendAt === null) {
    return now;
  }
  const time = typeof sendAt === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(sendAt) ? Date.parse(sendAt) : NaN;
  if (Number.isNaN(time) || time > now.getTime() + MAX_SCHEDULE_DAYS * 86_400_000) {
    throw invalid('sendAt');
  }
  return new Date(Math.max(time, now.getTime()));
}

function checkKey(key: unknown): string {
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) {
    throw invalid('idempotencyKey');
  }
  return key;
}
