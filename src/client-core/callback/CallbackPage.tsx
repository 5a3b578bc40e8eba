// Where the provider sends the user back to: completes the linking, asks from when to sync, shows the first sync.
import { Card, Spin, theme, Typography } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useHref, useNavigate, useSearchParams } from 'react-router-dom';
import { MAIL_CENTER_PATH } from '../../common/constants';
import { MailApiError, useMailApi, useT } from '../api';
import { leaveTo } from '../accounts/authorize';
import { CallbackFailure } from './CallbackFailure';
import { completeOnce } from './complete-once';
import { ConsentGiven } from './ConsentGiven';
import { FirstSync } from './FirstSync';
import { callbackRequestOf, forgetCallbackRequest, isAdminConsent } from './provider-answer';
import { linkedOf, queryOf } from './stage';
import { SyncFromForm } from './SyncFromForm';

export default function CallbackPage() {
  const api = useMailApi();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const mailCenter = useHref(MAIL_CENTER_PATH);
  const [failure, setFailure] = useState<unknown>();
  const linked = linkedOf(query);
  const isConsent = isAdminConsent(query);
  const search = `?${query}`;

  useEffect(() => {
    const asked = new URLSearchParams(search);
    if (linkedOf(asked)) return;
    if (isConsent) {
      if (asked.has('error')) setFailure(new MailApiError('oauth-denied'));
      return;
    }
    const request = callbackRequestOf(asked);
    if (!request) {
      setFailure(new MailApiError('oauth-state-unknown'));
      return;
    }
    let isCurrent = true;
    completeOnce(api, request).then(
      ({ account, returnTo, isNew }) => {
        forgetCallbackRequest();
        if (isCurrent) navigate({ search: queryOf({ accountId: account.id, returnTo, isNew }) }, { replace: true });
      },
      (error) => {
        // 401 sends the user to the sign-in page and back here.
        if (!(error instanceof MailApiError) || error.status !== 401) forgetCallbackRequest();
        if (isCurrent) setFailure(error);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [api, isConsent, navigate, search]);

  const back = () => leaveTo(linked?.returnTo, mailCenter);
  if (failure) {
    return (
      <Frame>
        <CallbackFailure error={failure} mailCenter={mailCenter} />
      </Frame>
    );
  }
  if (isConsent) {
    return (
      <Frame>
        <ConsentGiven mailCenter={mailCenter} />
      </Frame>
    );
  }
  if (!linked) {
    return (
      <Frame>
        <Working />
      </Frame>
    );
  }
  return (
    <Frame>
      {linked.isNew ? (
        <SyncFromForm
          accountId={linked.accountId}
          onStarted={() => navigate({ search: queryOf({ ...linked, isNew: false }) }, { replace: true })}
        />
      ) : (
        <FirstSync accountId={linked.accountId} onDone={back} />
      )}
    </Frame>
  );
}

function Working() {
  const t = useT();
  return (
    <div role="status" style={{ textAlign: 'center', padding: '48px 0' }}>
      <Spin size="large" />
      <Typography.Title level={4} style={{ marginTop: 24 }}>
        {t('Linking your mailbox…')}
      </Typography.Title>
      <Typography.Text type="secondary">{t('This takes a few seconds. Please leave this page open.')}</Typography.Text>
    </div>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const { token } = theme.useToken();
  return (
    <main
      // The page stands outside the admin layout, which else brings the background.
      style={{ minHeight: '100vh', display: 'grid', placeItems: 'center', padding: 16, background: token.colorBgLayout }}
      data-testid="mail-callback"
    >
      <Card style={{ width: 'min(640px, 100%)' }}>{children}</Card>
    </main>
  );
}
