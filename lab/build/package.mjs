// `npm run package`: builds, and packs what is published into build/<name>-<version>.tgz, the file that NocoBase's plugin
// manager takes. Fails when something is missing that NocoBase needs, or present that must not leave this repository.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { PACKAGE_ROOT } from './paths.mjs';

const MAX_UNPACKED_BYTES = 6_000_000;
const REQUIRED = [
  'package.json',
  'client.js',
  // Without it the plugin is silently absent from /v/admin.
  'client-v2.js',
  'server.js',
  'dist/server/index.js',
  'dist/client/index.js',
  'dist/client-v2/index.js',
  'dist/externalVersion.js',
  'dist/locale/en-US.json',
  'dist/locale/zh-CN.json',
  'dist/locale/sv-SE.json',
];
// With `src` in the package NocoBase would load the sources instead of dist.
const FORBIDDEN = /(^|\/)(src|lab|node_modules|\.git|\.data)(\/|$)|\.(map|tsx?|test\.m?js|env|sqlite|log)$|(^|\/)\.env/;
const SECRETS = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(\\n|\s)+[A-Za-z0-9+/=]{40}/,
  /GOCSPX-[\w-]{20}/,
  /\bya29\.[\w-]{20}/,
  /\b1\/\/0[\w-]{30}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
];

/** @returns {Promise<{ file: string, unpackedBytes: number, packedBytes: number }>} */
export async function packPlugin() {
  await build();
  const out = join(PACKAGE_ROOT, 'build');
  const stage = join(out, 'package');
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8'));
  for (const entry of manifest.files) {
    if (existsSync(join(PACKAGE_ROOT, entry))) cpSync(join(PACKAGE_ROOT, entry), join(stage, entry), { recursive: true });
    else console.warn(`[package] ${entry} is listed in package.json but does not exist`);
  }
  // What only this repository needs; a host that installed the development packages would load 300 of them for nothing.
  const { devDependencies: _dev, scripts: _scripts, ...published } = manifest;
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);

  const files = listFiles(stage);
  check(stage, files);
  const unpackedBytes = files.reduce((sum, file) => sum + statSync(join(stage, file)).size, 0);
  if (unpackedBytes > MAX_UNPACKED_BYTES) {
    throw new Error(`${unpackedBytes} bytes unpacked, more than ${MAX_UNPACKED_BYTES}:\n${largest(stage, files)}`);
  }
  const name = execFileSync('npm', ['pack', stage, '--pack-destination', out, '--ignore-scripts', '--silent'], { encoding: 'utf8' }).trim();
  rmSync(stage, { recursive: true, force: true });
  const file = join(out, name);
  return { file, unpackedBytes, packedBytes: statSync(file).size };
}

/** @param {string} folder */
function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'));
}

/**
 * @param {string} stage
 * @param {string[]} files
 */
function check(stage, files) {
  const problems = [
    ...REQUIRED.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...files.filter((file) => FORBIDDEN.test(file) && !/^[\w-]+\.d\.ts$/.test(file)).map((file) => `${file} must not be published`),
    ...files.flatMap((file) => {
      const text = readFileSync(join(stage, file), 'utf8');
      return SECRETS.filter((secret) => secret.test(text)).map((secret) => `${file} contains what looks like a secret (${secret})`);
    }),
  ];
  if (problems.length) throw new Error(problems.join('\n'));
}

/**
 * @param {string} stage
 * @param {string[]} files
 */
function largest(stage, files) {
  const sizes = files.map((file) => ({ file, bytes: statSync(join(stage, file)).size })).sort((a, b) => b.bytes - a.bytes);
  return sizes.slice(0, 10).map(({ file, bytes }) => `${String(bytes).padStart(9)} ${file}`).join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { file, unpackedBytes, packedBytes } = await packPlugin();
  const mb = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
  console.log(`[package] ${relative(PACKAGE_ROOT, file)}: ${mb(packedBytes)}, ${mb(unpackedBytes)} unpacked`);
}
