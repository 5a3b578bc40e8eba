// Installs NocoBase and its database drivers into lab/host/node_modules, once per lockfile.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { HOST_DIR, HOST_MODULES, LOCKFILE } from './paths.mjs';

// Inside node_modules, so that deleting node_modules also deletes the claim that it is complete.
const STAMP = join(HOST_MODULES, '.lab-stamp');
const LOCK = join(HOST_DIR, '.install.lock');

/** The SHA-256 of the lockfile: what the installed tree, and every template made with it, is keyed by. */
export function lockfileHash() {
  return createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex');
}

/** True when node_modules holds exactly what the lockfile says. */
export function isInstalled() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockfileHash();
}

/**
 * Installs the host when needed. Safe to call from several processes at once: one installs, the others wait.
 * @param {{ log?: (line: string) => void }} [options]
 */
export async function installHost({ log = console.log } = {}) {
  if (isInstalled()) return;
  await holdInstallLock(log);
  try {
    if (isInstalled()) return;
    const startedAt = Date.now();
    log('[host] installing NocoBase 2.2.15 into lab/host/node_modules (1.1 GB, two to four minutes, once per lockfile)');
    const ticker = setInterval(() => log(`[host] … still installing, ${seconds(startedAt)} s`), 30_000);
    try {
      await npmCi();
    } finally {
      clearInterval(ticker);
    }
    writeFileSync(STAMP, lockfileHash());
    log(`[host] installed in ${seconds(startedAt)} s`);
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function npmCi() {
  return new Promise((resolve, reject) => {
    // The caller may itself run under npm; its npm_config_* variables would override lab/host/.npmrc.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
    const npm = spawn('npm', ['ci', '--no-progress', '--loglevel=error'], { cwd: HOST_DIR, env, stdio: 'inherit' });
    npm.on('error', reject);
    npm.on('exit', (code) => (code === 0 ? resolve(undefined) : reject(new Error(`npm ci in lab/host ended with ${code}`))));
  });
}

/** @param {(line: string) => void} log */
async function holdInstallLock(log) {
  for (let waited = false; ; waited = true) {
    try {
      const file = openSync(LOCK, 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (!isLockHolderAlive()) rmSync(LOCK, { force: true });
    else if (!waited) log('[host] another process is installing; waiting for it');
    await sleep(500);
  }
}

function isLockHolderAlive() {
  try {
    process.kill(Number(readFileSync(LOCK, 'utf8')) || process.pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** @param {number} since */
const seconds = (since) => Math.round((Date.now() - since) / 1000);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await installHost();
