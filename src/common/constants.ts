// Names that both halves share and that the host binds to (../shared/host-contract.md).

export const PACKAGE_NAME = '@nocobase/plugin-email-manager';
/** i18n namespace. */
export const NAMESPACE = PACKAGE_NAME;
export const SETTINGS_PATH = '/admin/settings/mail';
export const OAUTH_CALLBACK_PATH = '/admin/settings/mail/oauth2';
export const MAIL_CENTER_PATH = '/admin/mail';
/** ACL snippet that grants the settings pages and their API. */
export const SETTINGS_SNIPPET = 'pm.mail.settings';

/** Mailbox roles (RFC 8621 §2 "role"); `null` is an ordinary folder or label. */
export const MAILBOX_ROLES = ['inbox', 'sent', 'drafts', 'archive', 'junk', 'trash', 'all', 'important'] as const;
export type MailboxRole = (typeof MAILBOX_ROLES)[number];
/** People may do without junk and folders of their own. Where mail goes by a click (archive, trash) it has to stay visible for Undo. */
export const canBeExcluded = (role: MailboxRole | null): boolean => role === null || role === 'junk';

/** Keywords (RFC 8621 §4.1.1) that are kept in step with the provider. */
export const KEYWORDS = ['$seen', '$flagged', '$draft', '$answered', '$forwarded'] as const;
export type Keyword = (typeof KEYWORDS)[number];

/** Of a category's name: Outlook's limit. */
export const MAX_CATEGORY_CHARS = 255;

/** Account states that a user or an administrator sees. */
export const ACCOUNT_STATUSES = [
  'syncing',
  'active',
  'rate-limited',
  'paused',
  'needs-reauthorization',
  'unavailable',
  'no-mailbox',
] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];
/** States that only a person ends: nothing is asked of the provider by itself. */
export const WAITING_STATUSES: readonly AccountStatus[] = ['paused', 'needs-reauthorization', 'no-mailbox'];
/** States in which somebody should look. */
export const ATTENTION_STATUSES: readonly AccountStatus[] = ['needs-reauthorization', 'no-mailbox', 'unavailable'];

export const SUBMISSION_STATUSES = ['pending', 'sending', 'sent', 'failed', 'canceled', 'discarded'] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];

/** WebSocket message types from server to browser. */
export const EVENT_TYPES = {
  /** Mail of an account changed: payload `MailChangedEvent`. */
  changed: 'mail:changed',
  /** State or progress of an account changed: payload `AccountView`. */
  account: 'mail:account',
  /** A submission changed: payload `SubmissionView`. */
  submission: 'mail:submission',
  /** For administrators, something about the health of an account changed: payload `HealthEvent`. */
  health: 'mail:health',
} as const;

export const DEFAULT_SYNC_INTERVAL_MINUTES = 5;
export const DEFAULT_SYNC_DAYS = 30;
/** Sum of attachment bytes of one message: Gmail takes 35 MiB of base64 (users.messages.send maxSize), so 25 MB of files. */
export const MAX_ATTACHMENTS_BYTES = 25_000_000;
export const MAX_RECIPIENTS = 500;
