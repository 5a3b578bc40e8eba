// A freshly installed SQLite instance, kept so that the next one is copied instead of installed.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lockfileHash } from './install.mjs';
import { HOST_DIR } from './paths.mjs';

const TEMPLATES = join(HOST_DIR, '.template');
const NOT_COPIED = new Set(['logs', '.pm2', 'tmp', 'plugins', 'gateway.sock']);

/** @type {Map<string, Promise<void>>} */
const building = new Map();

/**
 * Gives `dataDir` the storage of a fresh installation.
 * @param {string} dataDir
 * @param {Record<string, string>} env the caller's variables; those that change an installation are part of the key
 * @param {(dataDir: string) => Promise<void>} install installs into an empty dataDir and stops
 */
export async function copyTemplate(dataDir, env, install) {
  const initial = Object.entries(env).filter(([name]) => /^(INIT_|APP_KEY|APP_AES|DB_)/.test(name)).sort();
  const key = createHash('sha256').update(lockfileHash()).update(JSON.stringify(initial)).digest('hex').slice(0, 16);
  const template = join(TEMPLATES, key);
  if (!existsSync(template)) {
    if (!building.has(key)) building.set(key, build(template, install).finally(() => building.delete(key)));
    await building.get(key);
  }
  copyStorage(join(template, 'storage'), join(dataDir, 'storage'));
}

/**
 * @param {string} template
 * @param {(dataDir: string) => Promise<void>} install
 */
async function build(template, install) {
  const draft = `${template}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    await install(join(draft, 'instance'));
    copyStorage(join(draft, 'instance/storage'), join(draft, 'storage'));
    rmSync(join(draft, 'instance'), { recursive: true });
    // Atomic, so nobody sees half a template. Another process may have been faster: then its template serves as well.
    if (!existsSync(template)) renameSync(draft, template);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function copyStorage(from, to) {
  cpSync(from, to, { recursive: true, filter: (path) => !NOT_COPIED.has(basename(path)) });
}
