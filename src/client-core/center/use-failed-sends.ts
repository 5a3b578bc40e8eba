// A send that fails after the form is gone is told where the user is.
import { useMailEvents, useT } from '../api';
import { useNotices } from './notices';

export function useFailedSends(): void {
  const t = useT();
  const notices = useNotices();
  useMailEvents((event) => {
    if (event.type !== 'submission' || event.payload.status !== 'failed') return;
    const { subject, code } = event.payload;
    notices.error(undefined, `${t('“{{subject}}” was not sent.', { subject: subject || t('(no subject)') })} ${t(`error.${code ?? 'internal'}`)}`);
  });
}
