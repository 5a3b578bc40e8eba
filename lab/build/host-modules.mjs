// Which modules a NocoBase 2.2 host provides at run time: read from its requirejs registry in the browser, and from
// node_modules on the server. What is not here is bundled.

/** In both shells. */
const BROWSER_BOTH = [
  'react',
  'react-dom',
  'react/jsx-runtime',
  'react-router',
  'react-router-dom',
  'antd',
  'antd-style',
  '@ant-design/icons',
  '@ant-design/cssinjs',
  'i18next',
  'react-i18next',
  '@formily/antd-v5',
  '@formily/core',
  '@formily/react',
  '@formily/reactive',
  '@formily/shared',
  '@nocobase/client-v2',
  '@nocobase/flow-engine',
  '@nocobase/utils',
  '@nocobase/utils/client',
  '@nocobase/evaluators',
  '@nocobase/evaluators/client',
  '@dnd-kit/core',
  '@dnd-kit/sortable',
  '@ctrl/tinycolor',
  'ahooks',
  'axios',
  'dayjs',
  'lodash',
  '@emotion/css',
  'file-saver',
];

const BROWSER_V1_ONLY = [
  '@nocobase/client',
  '@nocobase/sdk',
  '@formily/json-schema',
  '@formily/path',
  '@formily/validator',
  '@formily/reactive-react',
];

/** @type {Record<'client' | 'client-v2', Set<string>>} */
export const PROVIDED_IN_BROWSER = {
  client: new Set([...BROWSER_BOTH, ...BROWSER_V1_ONLY]),
  'client-v2': new Set(BROWSER_BOTH),
};

/** A second copy of these breaks hooks, contexts or themes, so no part of them may be bundled. */
export const NEVER_BUNDLED = /^(react|react-dom|react-router|react-router-dom|antd|antd-style|@ant-design\/|i18next|react-i18next|@formily\/|@nocobase\/)/;

/**
 * On the server: one copy with the host, because of instanceof (sequelize), native code (database drivers), or because
 * host objects cross over. `@nocobase/*` as well.
 */
export const PROVIDED_ON_SERVER = [
  'sequelize',
  'umzug',
  'koa',
  '@koa/router',
  '@koa/multer',
  'multer',
  'koa-bodyparser',
  'axios',
  'lodash',
  'dayjs',
  'winston',
  'async-mutex',
  'jsonwebtoken',
  'sqlite3',
  'pg',
  'mysql2',
  'mariadb',
];
