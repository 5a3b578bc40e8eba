// The way to a client ID and secret, step by step, for an administrator who has never done it.
import { Card } from 'antd';
import type { ProviderSettingsView } from '../../common/api';
import { useT } from '../api';
import { GuideSteps } from './GuideSteps';
import { guideOf } from './guides';

export function SetupGuide({ provider }: { provider: ProviderSettingsView }) {
  const t = useT();
  const steps = guideOf(provider, t);
  if (steps.length === 0) return null;
  return (
    <Card title={t('How to set up {{provider}}', { provider: provider.title })}>
      <GuideSteps steps={steps} />
    </Card>
  );
}
