// Both browser bundles: an AMD-named UMD file per shell, with lazy chunks beside it.
import { createRsbuild, logger } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';
import { join } from 'node:path';
import { NEVER_BUNDLED, PROVIDED_IN_BROWSER } from './host-modules.mjs';
import { DIST, PACKAGE_NAME, PACKAGE_ROOT, SRC } from './paths.mjs';

/** @typedef {'client' | 'client-v2'} Lane `client` is the /admin shell, `client-v2` the /v/admin shell. */

// The ids under which the shells' requirejs looks for the plugin.
const AMD_NAME = { client: PACKAGE_NAME, 'client-v2': `${PACKAGE_NAME}/client-v2` };
// ES2020 and what NocoBase's own shells need.
const BROWSERS = ['chrome >= 90', 'edge >= 90', 'firefox >= 90', 'safari >= 15'];

/**
 * @param {{ watch?: boolean, onRebuild?: () => void }} [options]
 * @returns {Promise<{ close(): Promise<void> }>}
 */
export async function buildClient({ watch = false, onRebuild } = {}) {
  logger.level = 'warn';
  const rsbuild = await createRsbuild({
    cwd: PACKAGE_ROOT,
    rsbuildConfig: {
      mode: 'production',
      plugins: [pluginReact({ fastRefresh: false, splitChunks: false })],
      server: { publicDir: false },
      environments: { client: environment('client'), 'client-v2': environment('client-v2') },
    },
  });
  if (watch && onRebuild) rsbuild.onAfterBuild(({ isFirstCompile }) => void (isFirstCompile || onRebuild()));
  const { close } = await rsbuild.build({ watch });
  return { close };
}

/**
 * @param {Lane} lane
 * @returns {import('@rsbuild/core').EnvironmentConfig}
 */
function environment(lane) {
  return {
    source: {
      entry: { index: [join(SRC, 'client-core/public-path.ts'), join(SRC, lane, 'index.tsx')] },
      define: { __MAIL_LANE__: JSON.stringify(lane) },
    },
    output: {
      target: 'web',
      distPath: { root: join(DIST, lane), js: '', jsAsync: '' },
      filename: { js: 'index.js' },
      cleanDistPath: true,
      injectStyles: true,
      polyfill: 'off',
      legalComments: 'linked',
      overrideBrowserslist: BROWSERS,
      sourceMap: false,
    },
    performance: { chunkSplit: { strategy: 'all-in-one' }, printFileSize: false },
    tools: {
      htmlPlugin: false,
      rspack: (config) => {
        config.output = {
          ...config.output,
          // Two copies of the plugin, and other plugins, share one window: each needs its own chunk-loading global.
          uniqueName: `${PACKAGE_NAME}/${lane}`,
          chunkFilename: '[name].[contenthash:8].js',
          library: { name: AMD_NAME[lane], type: 'umd', umdNamedDefine: true },
          // requirejs runs the factory later, when document.currentScript is gone: public-path.ts sets it instead.
          publicPath: '',
        };
        config.externals = [externals(lane)];
        config.optimization = { ...config.optimization, splitChunks: false, runtimeChunk: false };
        config.performance = { hints: false };
        return config;
      },
    },
  };
}

/**
 * One unresolvable AMD dependency keeps the whole shell, with every plugin, from loading: refuse it here.
 * @param {Lane} lane
 * @returns {(data: any, callback: (error?: Error, result?: any) => void) => void}
 */
function externals(lane) {
  return ({ request, contextInfo }, callback) => {
    const issuer = contextInfo?.issuer ?? '';
    if (PROVIDED_IN_BROWSER[lane].has(request)) {
      if (request === '@nocobase/client' && !issuer.startsWith(join(SRC, 'client', '/'))) {
        return callback(new Error(`${issuer} imports @nocobase/client, which only src/client may do`));
      }
      return callback(undefined, { commonjs: request, commonjs2: request, amd: request, root: request });
    }
    if (NEVER_BUNDLED.test(request) && !request.endsWith('.css')) {
      const [scope, name] = request.split('/');
      const packageName = scope.startsWith('@') ? `${scope}/${name}` : scope;
      if (request.startsWith('@nocobase/') || PROVIDED_IN_BROWSER[lane].has(packageName)) {
        return callback(new Error(`${issuer || 'an entry'} imports ${request}, which the ${lane} shell does not provide`));
      }
    }
    callback();
  };
}
