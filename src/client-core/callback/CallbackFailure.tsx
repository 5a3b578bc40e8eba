// Linking failed: what happened, and the buttons that help.
import { App, Button, Result } from 'antd';
import { useState } from 'react';
import { useHref } from 'react-router-dom';
import { SETTINGS_PATH } from '../../common/constants';
import { MailApiError, useErrorText, useMailApi, useT, type Translate } from '../api';
import { authorize, begunAuthorization, leaveTo } from '../accounts/authorize';
import { useAdminHelp } from '../accounts/use-admin-help';
import { Copyable } from '../settings/Copyable';
import { adviceFor, isHarmless } from './failure-advice';
import type { MailErrorCode } from '../../common/errors';

export function CallbackFailure({ error, mailCenter }: { error: unknown; mailCenter: string }) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const { message } = App.useApp();
  const [isLeaving, setLeaving] = useState(false);
  const settingsHref = useHref(SETTINGS_PATH);
  const code = error instanceof MailApiError ? error.code : 'internal';
  const advice = adviceFor(code);
  const begun = begunAuthorization();
  const admin = useAdminHelp(advice.includes('settings') || advice.includes('consent'), begun?.provider);
  const consentUrl = advice.includes('consent') ? String((error instanceof MailApiError && error.values?.adminConsentUrl) || admin?.adminConsentUrl || '') : '';
  // What the settings lack means nothing to a member; that they can do nothing about it does.
  const isForAdmin = advice.includes('settings') && !admin;

  async function retry() {
    if (!begun) return;
    setLeaving(true);
    try {
      await authorize(api, begun);
    } catch (failure) {
      setLeaving(false);
      message.error(errorText(failure));
    }
  }

  return (
    <Result
      status={isHarmless(code) ? 'info' : consentUrl ? 'warning' : 'error'}
      title={titleOf(code, t)}
      subTitle={
        <>
          {isForAdmin && <div>{t('An administrator has to correct the email settings first. Show them this page.')}</div>}
          <div>{errorText(error)}</div>
          {advice.includes('contact-admin') && !isForAdmin && !admin && !consentUrl && <div>{t('Ask your administrator, and show this page.')}</div>}
          {consentUrl && (
            <div style={{ marginTop: 12 }}>
              {t('Send this link to your IT administrator. When they have agreed, press “Try again”.')}
              <div style={{ marginTop: 8 }}>
                <Copyable text={consentUrl} />
              </div>
            </div>
          )}
        </>
      }
      extra={
        <>
          {consentUrl && admin && (
            <Button type="primary" href={consentUrl} target="_blank" rel="noopener noreferrer">
              {t('Give consent for the organisation')}
            </Button>
          )}
          {advice.includes('settings') && admin && (
            <Button type="primary" href={settingsHref}>
              {t('Open the email settings')}
            </Button>
          )}
          {advice.includes('retry') && begun && (
            <Button type={advice[0] === 'retry' ? 'primary' : 'default'} loading={isLeaving} onClick={retry}>
              {t('Try again')}
            </Button>
          )}
          <Button onClick={() => leaveTo(begun?.returnTo, mailCenter)}>{t('Back')}</Button>
        </>
      }
    />
  );
}

function titleOf(code: MailErrorCode, t: Translate): string {
  if (code === 'oauth-denied') return t('The mailbox was not linked');
  if (code === 'oauth-state-used') return t('Already completed');
  if (code === 'oauth-admin-consent') return t('An administrator has to agree first');
  return t('The mailbox could not be linked');
}
