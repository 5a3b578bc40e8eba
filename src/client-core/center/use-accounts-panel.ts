// Whether the linked accounts are shown. `?panel=accounts` opens them: notifications lead there.
import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

const PARAM = 'panel';
const ACCOUNTS = 'accounts';

export function useAccountsPanel(): { isAccountsOpen: boolean; setAccountsOpen(isOpen: boolean): void } {
  const [params, setParams] = useSearchParams();
  const isAsked = params.get(PARAM) === ACCOUNTS;
  const [isAccountsOpen, setOpen] = useState(isAsked);

  useEffect(() => {
    if (isAsked) setOpen(true);
  }, [isAsked]);

  const setAccountsOpen = useCallback(
    (isOpen: boolean) => {
      setOpen(isOpen);
      // Left in the address, the same link would open nothing the next time.
      if (!isOpen && isAsked) {
        setParams((present) => {
          present.delete(PARAM);
          return present;
        }, { replace: true });
      }
    },
    [isAsked, setParams],
  );
  return { isAccountsOpen, setAccountsOpen };
}
