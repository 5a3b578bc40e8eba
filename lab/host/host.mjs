// A real NocoBase for the demo and the tests: `const host = await startHost({ dataDir }); … await host.stop()`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createApi } from './api.mjs';
import { createDatabase } from './database.mjs';
import { installHost } from './install.mjs';
import { installPlugin, instanceSettings, linkHost, linkStoredPlugins, ROOT_USER } from './instance.mjs';
import { PACKAGE_ROOT } from './paths.mjs';
import { freePort, logTail, startServerProcess } from './server-process.mjs';
import { copyTemplate } from './template.mjs';

export { createDatabase, dropDatabase } from './database.mjs';
export { ROOT_USER } from './instance.mjs';

/**
 * @typedef {object} HostOptions
 * @property {string} dataDir holds everything of the instance; a missing or empty one gets a fresh installation
 * @property {number} [port] default: a free one
 * @property {string} [db] postgres://, mysql:// or mariadb:// URL, created when missing; default: SQLite in dataDir
 * @property {Record<string, string>} [env] further variables of the NocoBase process; they win over dataDir/.env
 * @property {boolean | string} [plugin] true: this repository's built package; a path: that package; false: none
 * @property {string} [logFile] default: dataDir/host.log
 */

/** Installs NocoBase when lab/host/node_modules does not match the lockfile. Under 1 s otherwise. */
export const prepareHost = installHost;

/**
 * Starts an instance and resolves when it answers and the plugin is enabled.
 * @param {HostOptions} options
 */
export async function startHost({ dataDir, port, db, env = {}, plugin = true, logFile }) {
  await prepareHost();
  const dir = resolve(dataDir);
  const log = logFile ? resolve(logFile) : join(dir, 'host.log');
  const servedPort = port ?? (await freePort());
  const url = instanceUrl(servedPort, env);
  const { api, signIn } = createApi(url);
  const packageDir = plugin === true ? PACKAGE_ROOT : plugin;

  mkdirSync(dir, { recursive: true });
  if (db) await createDatabase(db);
  else if (!existsSync(join(dir, 'storage'))) await copyTemplate(dir, env, (draft) => installOnly(draft, env));

  /** @param {{ upgrade?: boolean }} [how] */
  async function launch({ upgrade = false } = {}) {
    const settings = instanceSettings({ dataDir: dir, db });
    linkHost(dir);
    const packageName = packageDir ? installPlugin(dir, packageDir) : undefined;
    linkStoredPlugins(dir);
    if (upgrade) writeFileSync(join(dir, 'storage/.upgrading'), '');
    const server = await startServerProcess({
      dataDir: dir,
      port: servedPort,
      url,
      logFile: log,
      // --quickstart installs an empty database, but otherwise upgrades and loads everything twice.
      args: isInstalledIn(dir, db) ? [] : ['--quickstart'],
      env: { ...settings, ...env },
    });
    markInstalled(dir, db);
    try {
      if (packageName) await enablePlugin({ api, signIn }, packageName);
    } catch (error) {
      await server.kill();
      throw new Error(`${error}; the end of ${log}:\n${logTail(log)}`, { cause: error });
    }
    return server;
  }

  let server = await launch();
  return {
    url,
    port: servedPort,
    dataDir: dir,
    logFile: log,
    api,
    signIn,
    /**
     * Lets pages be opened in these languages; a fresh installation knows English alone.
     * @param {string[]} languages the first one is the default
     */
    async enableLanguages(languages) {
      const token = await signIn(ROOT_USER.email, ROOT_USER.password);
      const { ok, status } = await api('POST', 'systemSettings:put', { token, body: { enabledLanguages: languages } });
      if (!ok) throw new Error(`enabling ${languages} failed with ${status}`);
    },
    /** The process id of NocoBase, a new one after restart(). */
    pid: () => server.pid,
    /** Shuts down as a SIGTERM does. Resolves to false when NocoBase had to be killed after 20 s. */
    stop: () => server.stop(),
    /** SIGKILL to the whole process group: what a crash or an out-of-memory kill leaves behind. */
    kill: () => server.kill(),
    /** Copies the plugin's present build; browsers have it at their next load, the server half at the next restart. */
    takeBuild() {
      if (packageDir) installPlugin(dir, packageDir);
    },
    /**
     * Stops when running, copies the plugin's present build, starts again on the same port and data.
     * @param {{ upgrade?: boolean }} [how] `upgrade` runs migrations, as NocoBase does after a new plugin was uploaded
     */
    async restart(how) {
      if (server.isRunning()) await server.stop();
      server = await launch(how);
    },
  };
}

/**
 * Where the instance answers; without a slash at the end.
 * @param {number} port
 * @param {Record<string, string>} env
 */
function instanceUrl(port, { APP_PUBLIC_PATH = '/' }) {
  return `http://127.0.0.1:${port}${APP_PUBLIC_PATH.replace(/\/+$/, '')}`;
}

/**
 * @param {string} dataDir
 * @param {Record<string, string>} env
 */
async function installOnly(dataDir, env) {
  mkdirSync(dataDir, { recursive: true });
  const settings = instanceSettings({ dataDir });
  linkHost(dataDir);
  const port = await freePort();
  const server = await startServerProcess({
    dataDir,
    port,
    url: instanceUrl(port, env),
    logFile: join(dataDir, 'host.log'),
    args: ['--quickstart'],
    env: { ...settings, ...env },
  });
  await server.stop();
  markInstalled(dataDir, undefined);
}

/**
 * Enables the plugin unless it is. Asks first without a session, so that a restart does not depend on the
 * administrator's password, which a test may have changed.
 * @param {ReturnType<typeof createApi>} client
 * @param {string} packageName
 */
async function enablePlugin({ api, signIn }, packageName) {
  const enabled = await api('GET', 'pm:listEnabled');
  if (enabled.body.data?.some((/** @type {any} */ plugin) => plugin.packageName === packageName)) return;
  const token = await signIn(ROOT_USER.email, ROOT_USER.password);
  const result = await api('POST', `pm:enable?filterByTk=${encodeURIComponent(packageName)}&awaitResponse=true`, { token });
  if (!result.ok) throw new Error(`enabling ${packageName} failed with ${result.status}: ${JSON.stringify(result.body)}`);
}

// Which database this dataDir has been installed into; another one needs --quickstart again.
const marker = (/** @type {string} */ dataDir) => join(dataDir, 'storage/.lab-installed');
const databaseName = (/** @type {string | undefined} */ db) => db ?? 'sqlite';

/** @param {string} dataDir @param {string | undefined} db */
function isInstalledIn(dataDir, db) {
  return existsSync(marker(dataDir)) && readFileSync(marker(dataDir), 'utf8') === databaseName(db);
}

/** @param {string} dataDir @param {string | undefined} db */
function markInstalled(dataDir, db) {
  writeFileSync(marker(dataDir), databaseName(db));
}
