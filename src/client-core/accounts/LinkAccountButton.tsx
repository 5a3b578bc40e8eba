// "Link account": one entry per provider; those not set up say so.
import { DownOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useEffect, useState } from 'react';
import type { LinkableProvider } from '../../common/api';
import { isAborted, useErrorText, useMailApi, useT } from '../api';
import { authorize, currentPath } from './authorize';

interface Props {
  type?: 'primary' | 'default';
  /** Path to come back to; default: where the user is. */
  returnTo?: string;
}

export function LinkAccountButton({ type = 'primary', returnTo }: Props) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const { message } = App.useApp();
  const [providers, setProviders] = useState<LinkableProvider[]>();
  const [isLeaving, setLeaving] = useState(false);

  useEffect(() => {
    const aborter = new AbortController();
    api.accounts
      .providers({ signal: aborter.signal })
      .then(setProviders, (error) => isAborted(error) || setProviders([]));
    return () => aborter.abort();
  }, [api]);

  async function link(provider: string) {
    setLeaving(true);
    try {
      await authorize(api, { provider, returnTo: returnTo ?? currentPath() });
    } catch (error) {
      setLeaving(false);
      message.error(errorText(error));
    }
  }

  const items = providers?.map(({ provider, title, configured }) => ({
    key: provider,
    disabled: !configured,
    label: configured ? title : t('{{provider}} (not set up by your administrator)', { provider: title }),
  }));
  return (
    <Dropdown
      trigger={['click']}
      disabled={!items?.length || isLeaving}
      menu={{ items: items ?? [], onClick: ({ key }) => void link(key) }}
    >
      <Button type={type} icon={<PlusOutlined />} loading={isLeaving} aria-haspopup="menu" data-testid="mail-link-account">
        {t('Link account')} <DownOutlined />
      </Button>
    </Dropdown>
  );
}
