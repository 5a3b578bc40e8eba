// How Gmail says that a Google account has no mailbox.
import { MailError } from '../../../common/errors';

/** 400 failedPrecondition "Mail service not enabled". Only for calls that have no precondition of their own. */
export function throwNoMailbox(error: MailError): never {
  throw error.code === 'conflict' ? new MailError('oauth-no-mailbox', { cause: error }) : error;
}
