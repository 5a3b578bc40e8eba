// dist/externalVersion.js: the versions of host packages this build was made for. NocoBase's plugin manager compares
// them with its own and shows "incompatible" when the file is missing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, PACKAGE_ROOT } from './paths.mjs';

const FROM_HOST = ['@nocobase/server', '@nocobase/database', '@nocobase/client', '@nocobase/client-v2', '@nocobase/flow-engine'];
const FROM_BUILD = ['react', 'react-dom', 'react-router-dom', 'antd', '@ant-design/icons', 'i18next', 'react-i18next', 'dayjs'];

export function writeExternalVersion() {
  // Not from lab/host/node_modules: a build must not need an installed host.
  const { version: host } = read('lab/host/package-lock.json').packages['node_modules/@nocobase/server'];
  const versions = Object.fromEntries([
    ...FROM_HOST.map((name) => [name, host]),
    ...FROM_BUILD.map((name) => [name, read(`node_modules/${name}/package.json`).version]),
  ]);
  mkdirSync(DIST, { recursive: true });
  writeFileSync(join(DIST, 'externalVersion.js'), `module.exports = ${JSON.stringify(versions, null, 2)};\n`);
}

/** @param {string} file */
function read(file) {
  return JSON.parse(readFileSync(join(PACKAGE_ROOT, file), 'utf8'));
}
