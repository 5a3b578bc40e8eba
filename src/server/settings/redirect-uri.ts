// The one address that both shells use as OAuth redirect URI.
import { OAUTH_CALLBACK_PATH } from '../../common/constants';

export interface AppAddress {
  /** `https://host[:port]` as the browser sees it. */
  origin: string;
  /** Where the host app begins, with slashes at both ends. */
  publicPath: string;
  /** 'main', or the name of a sub-app. */
  appName: string;
}

/** Path of this app below the origin, with slashes at both ends. */
export function appPath({ publicPath, appName }: Omit<AppAddress, 'origin'>): string {
  return appName === 'main' ? publicPath : `${publicPath}apps/${appName}/`;
}

/** The /admin page exists in every installation, also where the /v shell is switched off, so it serves both shells. */
export function redirectUri(address: AppAddress): string {
  return `${address.origin}${appPath(address)}${OAUTH_CALLBACK_PATH.slice(1)}`;
}
