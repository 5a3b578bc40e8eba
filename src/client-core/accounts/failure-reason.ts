// Why a mailbox gets no mail, in words.
import type { MailErrorCode } from '../../common/errors';
import type { Translate } from '../api';

/** `forbidden` is the provider's word here, about the app; elsewhere it is ours, about the person. */
export const reasonOf = (code: MailErrorCode, t: Translate): string =>
  code === 'forbidden' ? t('The mail provider refuses access to this mailbox. Ask the administrator of your mail to allow this app.') : t(`error.${code}`);
