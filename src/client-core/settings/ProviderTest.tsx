// Asks the provider about the stored credentials and says the answer in words.
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import type { ProviderSettingsView, SettingsTestResult } from '../../common/api';
import { useErrorText, useMailApi, useT } from '../api';

type Outcome = SettingsTestResult | { failure: unknown };

/** The button, and what came of it; nothing as soon as the credentials are being changed. */
export function useProviderTest(provider: ProviderSettingsView, isDirty: boolean) {
  const t = useT();
  const api = useMailApi();
  const [isTesting, setTesting] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  // Other credentials were not tested.
  useEffect(() => {
    if (isDirty) setOutcome(undefined);
  }, [isDirty]);

  async function test() {
    setTesting(true);
    setOutcome(undefined);
    try {
      setOutcome(await api.settings.test(provider.provider));
    } catch (failure) {
      setOutcome({ failure });
    } finally {
      setTesting(false);
    }
  }

  const isReady = Boolean(provider.clientId && provider.hasSecret) && !isDirty;
  return {
    button: (
      <Button onClick={test} loading={isTesting} disabled={!isReady} title={isReady ? undefined : t('Save a client ID and a secret first.')}>
        {t('Test')}
      </Button>
    ),
    outcome: outcome && <TestOutcome outcome={outcome} title={provider.title} />,
  };
}

function TestOutcome({ outcome, title }: { outcome: Outcome; title: string }) {
  const t = useT();
  const errorText = useErrorText();
  if ('failure' in outcome) return <Alert type="error" showIcon role="alert" message={errorText(outcome.failure)} />;
  if (outcome.ok) {
    return <Alert type="success" showIcon role="status" message={t('{{provider}} accepts these credentials.', { provider: title })} />;
  }
  return <Alert type="error" showIcon role="alert" message={t(`error.${outcome.code ?? 'internal'}`)} />;
}
