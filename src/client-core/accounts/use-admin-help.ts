// What somebody who may change the email settings can do about a failure.
import { useEffect, useState } from 'react';
import { isAborted, useMailApi } from '../api';

export interface AdminHelp {
  adminConsentUrl?: string;
}

/** Undefined for everybody whom the server refuses the settings. @param isWanted asks the server only then */
export function useAdminHelp(isWanted: boolean, provider: string | undefined): AdminHelp | undefined {
  const api = useMailApi();
  const [help, setHelp] = useState<AdminHelp>();
  useEffect(() => {
    if (!isWanted) return;
    const aborter = new AbortController();
    api.settings.get({ signal: aborter.signal }).then(
      ({ providers }) => {
        const known = providers.find((one) => (provider ? one.provider === provider : one.adminConsentUrl));
        setHelp({ adminConsentUrl: known?.adminConsentUrl });
      },
      (error) => isAborted(error) || setHelp(undefined),
    );
    return () => aborter.abort();
  }, [api, isWanted, provider]);
  return help;
}
