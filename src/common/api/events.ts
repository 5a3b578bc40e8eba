// Events over the WebSocket, and errors.
import type { MailErrorCode } from '../errors';
import type { Id } from './shared';

/** Event `mail:changed`. */
export interface MailChangedEvent {
  accountId: Id;
  /** Threads that changed; empty with `all` when too many to name. */
  threadIds: string[];
  all?: boolean;
  /** Unread conversations in the inboxes of this user. */
  unread: number;
  /** Newest message that has just arrived, for a notification. */
  arrived?: { from: string; subject: string; messageId: Id };
}

/** `mailMessages:unread` → badge. */
export interface UnreadView {
  unread: number;
}

/** Every failed call answers `{ errors: ApiError[] }`. `message` is in the caller's language. */
export interface ApiError {
  code: MailErrorCode;
  message: string;
  field?: string;
}
