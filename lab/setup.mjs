// Makes a fresh clone ready: packages of the repository and of the host. Uses nothing that has to be installed first.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command in the repository; throws with its name when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${result.status ?? result.signal}`);
}

/** Installs when node_modules does not match the lockfile. */
export function installPackages() {
  const stamp = join(ROOT, 'node_modules/.lock-hash');
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log('Installing packages …');
  // `ci` empties node_modules first, which would pull it from under a running demo or test.
  run('npm', [existsSync(join(ROOT, 'node_modules')) ? 'install' : 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, hash);
}

/** Everything but the build. */
export async function setUp() {
  installPackages();
  const { prepareHost } = await import('./host/host.mjs');
  await prepareHost();
}
