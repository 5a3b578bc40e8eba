// Something was to be taken back that has begun to be sent.
import { MailApiError, type Translate } from '../api';

/** undefined for any other failure. */
export function tooLateText(error: unknown, t: Translate): string | undefined {
  return error instanceof MailApiError && error.code === 'conflict' ? t('Too late: it has been sent.') : undefined;
}
