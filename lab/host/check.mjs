// Proves that the lab's host works on this machine: `node lab/host/check.mjs [postgres://… | mysql://… | mariadb://…]…`
// Two instances beside each other on SQLite, a toy plugin, both shells in a browser, then each database given.
// Screenshots and logs are left in lab/host/.check.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser, newPage } from './chromium.mjs';
import { dropDatabase, ROOT_USER, startHost } from './host.mjs';
import { HOST_DIR } from './paths.mjs';

const CHECK_DIR = join(HOST_DIR, '.check');
const TOY = '@nocobase/plugin-lab-toy';
const startedAt = Date.now();
const report = (/** @type {string} */ line) => console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);

rmSync(CHECK_DIR, { recursive: true, force: true });
const toyDir = writeToyPlugin('1');

const [bare, withToy] = await Promise.all([
  startHost({ dataDir: join(CHECK_DIR, 'bare'), plugin: false }),
  startHost({ dataDir: join(CHECK_DIR, 'toy'), plugin: toyDir }),
]);
report(`two instances are up: ${bare.url} and ${withToy.url}`);
try {
  assert.equal((await bare.api('GET', 'labToy:answer')).status, 404);
  assert.deepEqual((await withToy.api('GET', 'labToy:answer')).body.data, { answer: '1' });
  report('only the second has the plugin');

  writeToyPlugin('2');
  await withToy.kill();
  await withToy.restart();
  assert.deepEqual((await withToy.api('GET', 'labToy:answer')).body.data, { answer: '2' });
  report('killed, rebuilt and restarted: the new build answers');

  await withToy.enableLanguages(['en-US', 'zh-CN', 'sv-SE']);
  const browser = await launchBrowser();
  try {
    for (const shell of /** @type {const} */ (['v1', 'v2'])) {
      for (const locale of ['en-US', 'zh-CN', 'sv-SE']) {
        const page = await newPage(browser, { url: withToy.url, shell, locale });
        assert.equal(await page.evaluate('window.labToy'), shell);
        await page.screenshot({ path: join(CHECK_DIR, `${shell}-${locale}.png`) });
        await page.context().close();
      }
      report(`${shell} shell drawn and the plugin's bundle loaded, in three languages`);
    }
  } finally {
    await browser.close();
  }
} finally {
  const graceful = await Promise.all([bare.stop(), withToy.stop()]);
  report(`stopped, gracefully: ${graceful}`);
}

for (const db of process.argv.slice(2)) {
  await dropDatabase(db);
  const host = await startHost({ dataDir: join(CHECK_DIR, new URL(db).protocol.slice(0, -1)), db, plugin: toyDir });
  try {
    report(`installed and up on ${db}`);
    assert.ok(await host.signIn(ROOT_USER.email, ROOT_USER.password));
    await host.restart();
    assert.deepEqual((await host.api('GET', 'labToy:answer')).body.data, { answer: '2' });
    report('restarted, the plugin is still enabled');
  } finally {
    await host.stop();
    await dropDatabase(db);
  }
}

/**
 * The smallest plugin that both shells load.
 * @param {string} answer what its server half answers, so that a stale copy shows
 */
function writeToyPlugin(answer) {
  const dir = join(CHECK_DIR, 'toy-plugin');
  const entry = (/** @type {'v1' | 'v2'} */ shell, /** @type {string} */ id, /** @type {string} */ host) =>
    `define(${JSON.stringify(id)}, [${JSON.stringify(host)}], (host) => {
       window.labToy = ${JSON.stringify(shell)};
       return { __esModule: true, default: class extends host.Plugin {} };
     });`;
  const files = {
    'package.json': JSON.stringify({
      name: TOY,
      version: '1.0.0',
      main: 'dist/server/index.js',
      files: ['dist', 'client.js', 'client-v2.js', 'server.js'],
    }),
    'client.js': `module.exports = require('./dist/client/index.js');`,
    'client-v2.js': `module.exports = require('./dist/client-v2/index.js');`,
    'server.js': `module.exports = require('./dist/server/index.js');`,
    'dist/client/index.js': entry('v1', TOY, '@nocobase/client'),
    'dist/client-v2/index.js': entry('v2', `${TOY}/client-v2`, '@nocobase/client-v2'),
    'dist/server/index.js': `
      const { Plugin } = require('@nocobase/server');
      exports.default = class extends Plugin {
        async load() {
          const answer = async (ctx, next) => { ctx.body = { answer: '${answer}' }; await next(); };
          this.app.resourceManager.define({ name: 'labToy', actions: { answer } });
          this.app.acl.allow('labToy', 'answer', 'public');
        }
      };
      exports.__esModule = true;`,
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  return dir;
}
