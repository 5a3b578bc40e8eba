// Lays out one instance on disk. Everything it reads or writes is in its dataDir, so instances run side by side:
//
//   dataDir/.env            settings, so that `npx nocobase-v1 …` can also be run by hand there
//   dataDir/storage/        database (SQLite), uploads, keys, logs, plugins
//   dataDir/node_modules/   links to lab/host/node_modules, plus this instance's own plugins
//   dataDir/app/            links to NocoBase's browser files, plus this instance's own index.html
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseEnv } from './database.mjs';
import { HOST_MODULES } from './paths.mjs';

/** The administrator that NocoBase creates on a fresh database. */
export const ROOT_USER = { email: 'admin@nocobase.com', password: 'admin123' };

/**
 * The settings of an instance, also written to dataDir/.env.
 * @param {{ dataDir: string, db?: string }} options
 * @returns {Record<string, string>}
 */
export function instanceSettings({ dataDir, db }) {
  const storage = join(dataDir, 'storage');
  const settings = {
    APP_ENV: 'production',
    NODE_ENV: 'production',
    APP_HOST: '127.0.0.1',
    APP_PACKAGE_ROOT: join(dataDir, 'app'),
    // The same in every instance: nodes of one cluster must agree on them, and a template must open its own secrets.
    APP_KEY: 'lab-only-app-key',
    APP_AES_SECRET_KEY: '6c61622d6f6e6c792d6165732d6b65792d6c61622d6f6e6c792d6165732d6b65',
    STORAGE_PATH: storage,
    // NocoBase's own default is storage/gateway.sock, but a socket's path may have only 107 bytes.
    SOCKET_PATH: join(tmpdir(), `nocobase-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}.sock`),
    NODE_MODULES_PATH: join(dataDir, 'node_modules'),
    NODE_PATH: join(dataDir, 'node_modules'),
    TZ: 'UTC',
    TELEMETRY_ENABLED: 'off',
    LOGGER_TRANSPORT: 'console',
    LOGGER_LEVEL: 'info',
    DB_LOGGING: 'off',
    INIT_APP_LANG: 'en-US',
    INIT_ROOT_EMAIL: ROOT_USER.email,
    INIT_ROOT_PASSWORD: ROOT_USER.password,
    INIT_ROOT_NICKNAME: 'Super Admin',
    INIT_ROOT_USERNAME: 'nocobase',
    ...databaseEnv(db, join(storage, 'db', 'nocobase.sqlite')),
  };
  mkdirSync(join(storage, 'db'), { recursive: true });
  const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'\n`);
  writeFileSync(join(dataDir, '.env'), lines.join(''));
  return settings;
}

/**
 * Links what the instance shares with the others. Rebuilt at each start, since the links hold absolute paths.
 * @param {string} dataDir
 */
export function linkHost(dataDir) {
  const modules = join(dataDir, 'node_modules');
  rmSync(modules, { recursive: true, force: true });
  linkEntries(HOST_MODULES, modules, (name) => name !== '@nocobase');
  // A real directory, because each stored plugin is linked into it.
  linkEntries(join(HOST_MODULES, '@nocobase'), join(modules, '@nocobase'));

  const browserFiles = join(HOST_MODULES, '@nocobase/app/dist/client');
  const client = join(dataDir, 'app/dist/client');
  rmSync(client, { recursive: true, force: true });
  linkEntries(browserFiles, client, (_, isDirectory) => isDirectory);
  // Copies: NocoBase rewrites index.html at each start, and its file server answers 404 for a linked file.
  for (const entry of readdirSync(browserFiles, { withFileTypes: true })) {
    if (entry.isFile()) cpSync(join(browserFiles, entry.name), join(client, entry.name));
  }
}

/**
 * Links the plugins in the instance's storage into its node_modules, as `nocobase-v1 postinstall` does. NocoBase would
 * also do it, but too late: it looks names up before, and remembers the failure until the next start.
 * @param {string} dataDir
 */
export function linkStoredPlugins(dataDir) {
  const stored = join(dataDir, 'storage/plugins/@nocobase');
  if (existsSync(stored)) linkEntries(stored, join(dataDir, 'node_modules/@nocobase'));
}

/**
 * @param {string} from
 * @param {string} to
 * @param {(name: string, isDirectory: boolean) => boolean} [accept]
 */
function linkEntries(from, to, accept = () => true) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (accept(entry.name, entry.isDirectory())) symlinkSync(join(from, entry.name), join(to, entry.name));
  }
}

/**
 * Copies a built plugin into the instance, as unpacking its .tgz would. Copied and not linked: Node follows a link to
 * the package's real folder and would load sequelize, dayjs or zod a second time from the repository's node_modules.
 * @param {string} dataDir
 * @param {string} packageDir
 * @returns {string} the package's name
 */
export function installPlugin(dataDir, packageDir) {
  const manifest = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  // Without dist/client/index.js the whole /admin shell fails to load, which is hard to read from a test's failure.
  for (const file of [manifest.main, 'dist/client/index.js']) {
    if (!existsSync(join(packageDir, file))) throw new Error(`${manifest.name} is not built: ${join(packageDir, file)} is missing`);
  }
  const target = join(dataDir, 'storage/plugins', manifest.name);
  rmSync(target, { recursive: true, force: true });
  for (const entry of ['package.json', ...manifest.files]) {
    if (existsSync(join(packageDir, entry))) cpSync(join(packageDir, entry), join(target, entry), { recursive: true });
  }
  return manifest.name;
}
