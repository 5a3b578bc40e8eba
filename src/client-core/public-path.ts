// First module of both bundles: tells the bundle's own loader where its lazy chunks lie.
import { PACKAGE_NAME } from '../common/constants';

declare const __MAIL_LANE__: 'client' | 'client-v2';
declare let __webpack_public_path__: string;

const page = window as unknown as Record<string, string | undefined>;
const modernPrefix = page.__nocobase_modern_client_prefix__ || 'v';
// A CDN, or the path under which NocoBase is mounted. The v2 shell's path ends in its prefix, but plugins do not lie there.
const base = page.__webpack_public_path__ || page.__nocobase_public_path__ || '/';
const root = base.endsWith(`/${modernPrefix}/`) ? base.slice(0, -modernPrefix.length - 1) : base;

// eslint-disable-next-line prefer-const -- the bundler replaces this name, and the assignment is the point
__webpack_public_path__ = `${root.replace(/\/*$/, '/')}static/plugins/${PACKAGE_NAME}/dist/${__MAIL_LANE__}/`;
