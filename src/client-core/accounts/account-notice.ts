// What keeps an account from getting new mail, in words, and the one click that helps. Pure.
import type { AccountView } from '../../common/api';
import type { Translate } from '../api';
import { reasonOf } from './failure-reason';

/** `wait` is tried again by itself; a click only shortens it. */
export type NoticeRemedy = 'reauthorize' | 'resume' | 'choose-start' | 'correct-settings' | 'wait';

export interface AccountNotice {
  remedy: NoticeRemedy;
  /** Somebody wanted it so: nothing is wrong. */
  isHarmless: boolean;
  text: string;
}

type Known = Pick<AccountView, 'email' | 'status' | 'statusCode' | 'isStarted'>;

/** Undefined while all is well, or will be without anybody. */
export function noticeOf({ email, status, statusCode, isStarted }: Known, t: Translate): AccountNotice | undefined {
  switch (status) {
    case 'needs-reauthorization':
      return { remedy: 'reauthorize', isHarmless: false, text: t('{{email}} gets no new mail: access was withdrawn or the password was changed.', { email }) };
    case 'no-mailbox':
      return { remedy: 'reauthorize', isHarmless: false, text: t('{{email}} gets no new mail: the mail provider finds no mailbox of this account any more.', { email }) };
    case 'paused':
      return isStarted
        ? { remedy: 'resume', isHarmless: true, text: t('{{email}} is paused and gets no new mail.', { email }) }
        : { remedy: 'choose-start', isHarmless: true, text: t('{{email}} is linked, but it has not been said from when on its mail is to be fetched.', { email }) };
    case 'unavailable':
      if (statusCode?.startsWith('provider-')) {
        return { remedy: 'correct-settings', isHarmless: false, text: t('{{email}} gets no new mail until an administrator has corrected the email settings.', { email }) };
      }
      if (statusCode && statusCode !== 'unavailable') {
        return { remedy: 'wait', isHarmless: false, text: t('{{email}} gets no new mail. {{reason}}', { email, reason: reasonOf(statusCode, t) }) };
      }
      return { remedy: 'wait', isHarmless: false, text: t('{{email}} gets no new mail: the mail provider cannot be reached. It is tried again by itself.', { email }) };
    default:
      return undefined;
  }
}
